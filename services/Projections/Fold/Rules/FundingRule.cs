using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Rules;

/// <summary>Rounds of one company: the same named round within a month, or about the same amount where the round has no name.</summary>
internal sealed class FundingRule : FactRule
{
    public override int? WithinDays => 31;

    public override string Group(ReportData data, string? company, string? counterparty) => company!;

    public override bool MeansTheSame(Claim one, Claim other)
    {
        var (first, second) = (((FundingRaised)one.Data).Round, ((FundingRaised)other.Data).Round);
        return IsNamed(first) && IsNamed(second) ? first == second : Agreement.IsWithin(10, one.Amount, other.Amount);
    }

    public override PartialDate When(ReportData data) => ((FundingRaised)data).On;

    public override Money? Amount(ReportData data) => ((FundingRaised)data).Amount;

    public override Fact Conclude(Ranking ranked)
    {
        var headline = (FundingRaised)ranked.Headline.Data;
        var raised = headline with
        {
            Amount = ranked.Agreed("amount", claim => claim.Amount, Agreement.OfMoney, money => Agreement.Vagueness(money.Amount)),
            On = ranked.Agreed("on", claim => claim.When, Agreement.OfDates, Agreement.Vagueness)!,
            Round = ranked.Agreed<FundingRound>("round", claim => ((FundingRaised)claim.Data).Round,
                (one, other) => one == other || !IsNamed(one) || !IsNamed(other), round => IsNamed(round) ? 0 : 1)!.Value,
            Investors = [.. Investors(ranked).Select(named => named.Investor)],
            Company = ranked.Company!,
        };
        return Fact.Of(ranked, raised, raised.Status, raised.On, raised.Amount) with { Investors = [.. Investors(ranked).Select(named => named.Key)] };
    }

    public static bool IsNamed(FundingRound round) => round is not (FundingRound.Venture or FundingRound.Angel or FundingRound.Other or FundingRound.Unknown);

    /// <summary>All that any record names, each once.</summary>
    private static IEnumerable<(string Key, Investor Investor)> Investors(Ranking ranked) =>
        ranked.Claims.SelectMany(claim => claim.Investors.Zip(((FundingRaised)claim.Data).Investors)).DistinctBy(named => named.First, StringComparer.Ordinal);
}
