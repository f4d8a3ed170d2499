using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Rules;

/// <summary>Rounds of one company within a month: of one name, of one amount, or, if a round has no name, of about one (docs/facts.md, R25).</summary>
internal sealed class FundingRule : FactRule
{
    public override int? WithinDays => 31;

    public override string Group(ReportData data, string? company, string? counterparty) => company!;

    public override bool MeansTheSame(Claim one, Claim other)
    {
        var (first, second) = (Round(one), Round(other));
        return IsOneName(first, second) || Agreement.IsWithin(IsNamed(first) && IsNamed(second) ? 1 : 10, one.Amount, other.Amount);
    }

    public override Distance Between(Claim one, Claim other)
    {
        var amounts = Distance.OfMoney(one.Amount, other.Amount);
        var likeness = amounts == 0 ? 0 : Agreement.IsWithin(1, one.Amount, other.Amount) ? 2 : 4;
        return new(likeness + (IsOneName(Round(one), Round(other)) ? 0 : 1), 0, Distance.OfDays(one.When, other.When), amounts);
    }

    public override PartialDate When(ReportData data) => ((FundingRaised)data).On;

    public override Money? Amount(ReportData data) => ((FundingRaised)data).Amount;

    public override Fact Conclude(Ranking ranked)
    {
        var headline = (FundingRaised)ranked.Headline.Data;
        var raised = headline with
        {
            Status = ranked.Status(claim => ((FundingRaised)claim.Data).Status).Status,
            Amount = ranked.Money("amount"),
            On = ranked.Agreed("on", claim => claim.When, Agreement.OfDates, Agreement.Vagueness)!,
            Round = ranked.Agreed<FundingRound>("round", claim => Round(claim),
                (one, other) => one == other || !IsNamed(one) || !IsNamed(other), round => IsNamed(round) ? 0 : 1)!.Value,
            Investors = [.. Investors(ranked).Select(named => named.Investor)],
            Company = ranked.Company!,
        };
        return Fact.Of(ranked, raised, raised.Status, raised.On, raised.Amount) with { Investors = [.. Investors(ranked).Select(named => named.Key)] };
    }

    private static FundingRound Round(Claim claim) => ((FundingRaised)claim.Data).Round;

    private static bool IsOneName(FundingRound one, FundingRound other) => one == other && IsNamed(one);

    private static bool IsNamed(FundingRound round) =>
        round is not (FundingRound.Venture or FundingRound.Angel or FundingRound.Other or FundingRound.Unknown);

    /// <summary>All that any record names, each once.</summary>
    private static IEnumerable<(string Key, Investor Investor)> Investors(Ranking ranked) =>
        ranked.Claims.SelectMany(claim => claim.Investors.Zip(((FundingRaised)claim.Data).Investors)).DistinctBy(named => named.First, StringComparer.Ordinal);
}
