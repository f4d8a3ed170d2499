using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>One line of funding totals.</summary>
/// <param name="Group">Null if the facts have no value to group by.</param>
/// <param name="Currency">Null for undisclosed amounts.</param>
internal sealed record TotalLine(string? Group, string? Currency, decimal Amount, int Rounds);

internal static class Totals
{
    public static readonly IReadOnlyList<string> Groupings =
        ["company", "investor", "round", "year", "quarter", "country", "investor-country"];

    public static IReadOnlyList<TotalLine> By(Known known, string what, DateOnly? asOf = null)
    {
        return
        [
            .. known.Living.Where(fact => Counts(fact) && (asOf is null || fact.Date!.Shown.Latest <= asOf))
                .SelectMany(fact => Groups(fact, what).Select(group => (Group: group, Money: fact.Money?.Shown)))
                .GroupBy(one => (one.Group, one.Money?.Currency))
                .Select(line => new TotalLine(line.Key.Group, line.Key.Currency, line.Sum(one => one.Money?.Amount ?? 0), line.Count()))
                .OrderBy(line => line.Group, StringComparer.Ordinal).ThenBy(line => line.Currency, StringComparer.Ordinal),
        ];
    }

    public static bool Counts(OracleFact fact) =>
        fact is { Headline.Data: FundingRaised, Status: DealStatus.Announced or DealStatus.Completed }
            and not { State: FactState.Retracted };

    /// <summary>The year of the latest day, or of the earliest day if the end is open.</summary>
    public static int Year(PartialDate on) => Day(on).Year;

    private static DateOnly Day(PartialDate on) => (on.Latest ?? on.Earliest)!.Value;

    private static IEnumerable<string?> Groups(OracleFact fact, string what) =>
        what switch
        {
            "investor" => fact.Investors,
            "investor-country" => fact.InvestorCountries,
            _ => Enumerable.Repeat(Group(fact, what), 1),
        };

    private static string? Group(OracleFact fact, string what) => what switch
    {
        "company" => fact.Company,
        "round" => ContractJson.Name(fact.Round!.Shown),
        "year" => $"{Year(fact.Date!.Shown):0000}",
        "quarter" => $"{Year(fact.Date!.Shown):0000}-Q{(Day(fact.Date!.Shown).Month - 1) / 3 + 1}",
        "country" => fact.CompanyCountry,
        _ => throw new NotSupportedException(),
    };
}
