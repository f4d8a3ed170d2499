namespace EventPlatform.Storage.ReadTables;

/// <summary>
/// Two keys that are perhaps one company, or one key that is perhaps two (docs/facts.md, R19 to R21). Written beside the fold.
/// </summary>
/// <param name="Other">Empty for one key that is perhaps two companies.</param>
/// <param name="Grounds">What speaks for it.</param>
public sealed record CandidateRow(
    string Kind, [property: Ordinal] string One, [property: Ordinal] string Other,
    long Since, float Score, string[] Grounds, bool Dismissed)
{
    public static readonly Table<CandidateRow> Table = new("candidates", "kind, one, other",
        new("candidates_by_other", "(other)"),
        new("candidates_by_age", "(since, one, other)"),
        new("candidates_by_score", "(score, one, other)"));
}
