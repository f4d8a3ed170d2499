using EventPlatform.Client;
using EventPlatform.Contracts;
using EventPlatform.Dashboard.Companies;
using EventPlatform.Dashboard.Display;

namespace EventPlatform.Dashboard.Funding;

/// <summary>Money raised, a line per group and currency.</summary>
/// <param name="Additive">True if the lines add up to the total. Those of investors do not: a round counts for each of them.</param>
public sealed record FundingTotals(
    string GroupBy, bool Additive, IReadOnlyList<FundingLine> Items, IReadOnlyList<UndisclosedLine> Undisclosed, long Position,
    IReadOnlyList<Attribution> Attributions, string? Next);

public sealed record FundingLine(string? Key, string? Name, string Currency, decimal Amount, long Rounds);

public sealed record UndisclosedLine(string? Key, string? Name, long Rounds);

public sealed record Investor(
    string Key, string Name, IReadOnlyList<string> Names, long Position, FactDate? First, FactDate? Last, IReadOnlyList<RaisedLine> Totals,
    long UndisclosedRounds, IReadOnlyList<CoInvestor> CoInvestors, IReadOnlyList<InvestedRound> Rounds,
    IReadOnlyList<Attribution> Attributions, string? Next);

public sealed record CoInvestor(string Key, string Name, long Rounds);

public sealed record InvestedRound(
    Guid FactId, string Company, string CompanyName, string Round, FactDate On, Money? Amount, string Status, string State);
