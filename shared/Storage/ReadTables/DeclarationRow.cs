namespace EventPlatform.Storage.ReadTables;

/// <summary>An alias, a merge, a split or a reassignment that ops declared, or a candidate that they dismissed.</summary>
/// <param name="Keys">That identity follows from; empty for a candidate.</param>
public sealed record DeclarationRow(long Position, string Type, string[] Keys, [property: Type("jsonb")] string Data)
{
    public static readonly Table<DeclarationRow> Table = new("declarations", "position");
}
