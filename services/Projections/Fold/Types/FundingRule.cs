using System.Globalization;
using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Facts;

namespace EventPlatform.Projections.Fold.Types;

/// <summary>
/// Rounds of one company within a month with the same name, the same amount, or, if a round has no name, about the same amount
/// (docs/facts.md, R25).
/// </summary>
internal sealed class FundingRule : FactRule<FundingRaised>
{
    public override int? WithinDays => 31;

    protected override string Group(FundingRaised data, string? company, string? counterparty) => company!;

    protected override PartialDate When(FundingRaised data) => data.On;

    protected override Money? Amount(FundingRaised data) => data.Amount;

    protected override Enum Status(FundingRaised data) => data.Status;

    protected override bool MeansTheSame(Claim<FundingRaised> one, Claim<FundingRaised> other)
    {
        var (first, second) = (one.Data.Round, other.Data.Round);
        return IsOneName(first, second) || Agreement.IsWithin(IsNamed(first) && IsNamed(second) ? 1 : 10, one.Amount, other.Amount);
    }

    protected override Distance Between(Claim<FundingRaised> one, Claim<FundingRaised> other)
    {
        var amounts = Distance.OfMoney(one.Amount, other.Amount);
        var likeness = amounts == 0 ? 0 : Agreement.IsWithin(1, one.Amount, other.Amount) ? 2 : 4;
        return new(likeness + (IsOneName(one.Data.Round, other.Data.Round) ? 0 : 1), 0, Distance.OfDays(one.When, other.When), amounts);
    }

    protected override Fact Conclude(Ranking<Claim<FundingRaised>> ranked)
    {
        var (keys, investors) = InvestorsOf(ranked);
        var raised = ranked.Headline.Data with
        {
            Status = ranked.Status(claim => claim.Data.Status).Status,
            Amount = ranked.Money("amount"),
            On = ranked.Date("on", claim => claim.When)!,
            Round = ranked.Agreed<FundingRound>("round", claim => claim.Data.Round,
                (one, other) => one == other || !IsNamed(one) || !IsNamed(other), round => IsNamed(round) ? 0 : 1)!.Value,
            Investors = investors,
            Company = ranked.Company!,
        };
        return FactOf(ranked, raised, investors: keys);
    }

    protected override FactColumns Columns(FundingRaised data) => base.Columns(data) with { Round = ContractJson.Name(data.Round) };

    protected override bool IsCounted(FundingRaised data) => data.Status is DealStatus.Announced or DealStatus.Completed;

    /// <summary>Returns the totals. Each currency has its own totals (docs/facts.md, R42).</summary>
    protected override IEnumerable<TotalKey> Totals(FundingRaised data, Fact fact)
    {
        var currency = fact.Amount?.Currency ?? "";
        yield return new("company", fact.Company!, currency);
        yield return new("year", Year(data.On), currency);
        if (Quarter(data.On) is { } quarter) yield return new("quarter", quarter, currency);
        yield return new("round", ContractJson.Name(data.Round), currency);
        if (data.Company.Country is { } country) yield return new("country", country, currency);
        foreach (var investor in fact.Investors ?? []) yield return new("investor", investor, currency);
        foreach (var placed in data.Investors.Select(investor => investor.Party.Country).OfType<string>().Distinct(StringComparer.Ordinal))
            yield return new("investor-country", placed, currency);
    }

    private static string Year(PartialDate on) => ((on.Latest ?? on.Earliest)?.Year ?? 0).ToString("0000", CultureInfo.InvariantCulture);

    private static string? Quarter(PartialDate on) => (on.Latest ?? on.Earliest) is { } day
        ? string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}-Q{(day.Month + 2) / 3}")
        : null;

    private static bool IsOneName(FundingRound one, FundingRound other) => one == other && IsNamed(one);

    private static bool IsNamed(FundingRound round) =>
        round is not (FundingRound.Venture or FundingRound.Angel or FundingRound.Other or FundingRound.Unknown);

    /// <summary>Returns the investors of all claims, each once. Among the parties, the investors follow the company.</summary>
    private static (IReadOnlyList<string> Keys, IReadOnlyList<Investor> Investors) InvestorsOf(Ranking<Claim<FundingRaised>> ranked)
    {
        if (ranked is { Count: 1, Headline: var only } && AreDistinct(only.Parties))
            return ([.. only.Parties.Skip(1)], only.Data.Investors);
        var named = new OrderedDictionary<string, Investor>(StringComparer.Ordinal);
        foreach (var claim in ranked.Claims)
        {
            for (var index = 0; index < claim.Data.Investors.Count; index++)
                named.TryAdd(claim.Parties[index + 1], claim.Data.Investors[index]);
        }

        return ([.. named.Keys], [.. named.Values]);
    }

    private static bool AreDistinct(IReadOnlyList<string> keys)
    {
        for (var index = 1; index < keys.Count; index++)
        {
            for (var earlier = 0; earlier < index; earlier++)
            {
                if (keys[earlier] == keys[index]) return false;
            }
        }

        return true;
    }
}
