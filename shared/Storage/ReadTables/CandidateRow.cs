namespace EventPlatform.Storage.ReadTables;

/// <summary>
/// Two keys that may be one company, or one key that may be two (docs/facts.md, R19 to R21). The fold does not write these rows.
/// </summary>
/// <param name="Other">Empty for one key that may be two companies.</param>
/// <param name="Grounds">The evidence for the candidate.</param>
public sealed record CandidateRow(
    string Kind, [property: Ordinal] string One, [property: Ordinal] string Other,
    long Since, float Score, string[] Grounds, bool Dismissed)
{
    public static readonly Table<CandidateRow> Table = new("candidates", "kind, one, other",
        new("candidates_by_other", "(other)"),
        new("candidates_by_age", "(since, one, other)"),
        new("candidates_by_score", "(score, one, other)"));
}
