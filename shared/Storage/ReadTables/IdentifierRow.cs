namespace EventPlatform.Storage.ReadTables;

/// <summary>The first report of a source (or of a record, as in <see cref="NameRow"/>) that gave an identifier to a key.</summary>
/// <param name="Identifier">The identifier, such as <c>lei:5493001KJTIIGC8Y1R12</c>.</param>
/// <param name="Ordinal">The place of the identifier in the report.</param>
public sealed record IdentifierRow(
    string Identifier, [property: Ordinal] string Key, string Source, [property: Ordinal] string Record, long Position, int Ordinal)
{
    public static readonly Table<IdentifierRow> Table = new("identifiers", "identifier, key, source, record",
        new("identifiers_by_key", "(key)", IsOfReaders: false),
        new("identifiers_by_position", "(position)"));
}
