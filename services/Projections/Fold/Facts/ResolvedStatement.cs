using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.Projections.Fold.Facts;

/// <summary>The current content of a record, with the companies that its keys mean.</summary>
/// <param name="Keys">See <see cref="Claim.Keys"/>.</param>
/// <param name="Parties">See <see cref="Claim.Parties"/>.</param>
/// <param name="Counterparty">See <see cref="Claim.Counterparty"/>.</param>
/// <param name="History">Everything that the record has said, in the feed's order; empty unless its rule needs it.</param>
internal readonly record struct ResolvedStatement(
    RecordId Record, RecordState State, Statement Says, IReadOnlyList<string> Keys, IReadOnlyList<string> Parties, string? Counterparty,
    IEnumerable<ReportData> History)
{
    /// <summary>See <see cref="Claim.Company"/>.</summary>
    public string? Company => Says.Data.Subject is null ? null : Parties[0];
}

/// <summary>The terms by which potential matches find a claim.</summary>
/// <param name="Group">The type and everything that must be equal. Claims of different groups never match.</param>
/// <param name="IsWide">True if claims far from its dates can match it, or if it has no date.</param>
internal readonly record struct MatchTerms(string Group, PartialDate? When, Money? Amount, bool IsWide);
