using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.Projections.Fold.Facts;

/// <summary>What a record says now, with the companies that its keys mean.</summary>
/// <param name="Keys">See <see cref="Claim.Keys"/>.</param>
/// <param name="Parties">See <see cref="Claim.Parties"/>.</param>
/// <param name="Counterparty">See <see cref="Claim.Counterparty"/>.</param>
/// <param name="History">Everything that the record said, in the feed's order; empty unless its rule needs that.</param>
internal readonly record struct ResolvedStatement(
    RecordId Record, RecordState State, Statement Says, IReadOnlyList<string> Keys, IReadOnlyList<string> Parties, string? Counterparty,
    IEnumerable<ReportData> History)
{
    /// <summary>See <see cref="Claim.Company"/>.</summary>
    public string? Company => Says.Data.Subject is null ? null : Parties[0];
}

/// <summary>How a claim is found by those that may match it.</summary>
/// <param name="Group">Claims of different groups never match: the type, and everything that has to be equal.</param>
/// <param name="IsWide">True if claims match it far from its dates, or it has none.</param>
internal readonly record struct MatchTerms(string Group, PartialDate? When, Money? Amount, bool IsWide);
