namespace EventPlatform.Storage.ReadTables;

/// <summary>An alias, merge, split or reassignment declared by ops, or a candidate that they dismissed.</summary>
/// <param name="Keys">The keys whose identity it changes; empty for a candidate.</param>
public sealed record DeclarationRow(long Position, string Type, string[] Keys, [property: Type("jsonb")] string Data)
{
    public static readonly Table<DeclarationRow> Table = new("declarations", "position");
}
