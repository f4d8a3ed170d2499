namespace EventPlatform.Storage.ReadTables;

/// <summary>A key that means another company, with the positions between which this was known. Other keys mean themselves.</summary>
public sealed record LinkRow([property: Ordinal] string Key, [property: Ordinal] string Canonical, long KnownFrom, long KnownTo)
{
    public static readonly Table<LinkRow> Table = new("links", "key, known_from",
        new("links_by_change", "((case known_to when 9223372036854775807 then known_from else known_to end))"),
        new("links_by_canonical", "(canonical, known_from)"));
}
