namespace EventPlatform.Storage.ReadTables;

/// <summary>A name under which a source reported a company or a person.</summary>
/// <param name="Sent">The key that the source sent.</param>
/// <param name="Record">The record that sent it, if the records of the source are looked up one by one; otherwise empty.</param>
/// <param name="Key">The key that it meant, from <paramref name="KnownFrom"/> to <paramref name="KnownTo"/>.</param>
/// <param name="First">The position of the first report with this name.</param>
/// <param name="Last">The position since which this is, or was, the source's latest name for the key it sent.</param>
public sealed record NameRow(
    [property: Ordinal] string Sent, string Source, [property: Ordinal] string Record, string Name, [property: Ordinal] string Key,
    string Kind, long First, long Last, long KnownFrom, long KnownTo)
{
    public static readonly Table<NameRow> Table = new("names", "sent, source, record, name, known_to",
        new("names_by_key", "(key)"),
        new("names_by_likeness", "using gin (lower(name) read.gin_trgm_ops)"),
        new("names_by_change", "(known_from)"));
}
