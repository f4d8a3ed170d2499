namespace EventPlatform.Storage.ReadTables;

/// <summary>The first report of a source (or of a record, as in <see cref="NameRow"/>) that placed a key in a country.</summary>
public sealed record CountryRow(
    [property: Ordinal] string Key, string Source, [property: Ordinal] string Record, string Country, long Position)
{
    public static readonly Table<CountryRow> Table = new("countries", "key, source, record, country",
        new Index("countries_by_position", "(position)"));
}
