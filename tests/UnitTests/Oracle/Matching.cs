using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>Which records mean the same, and which facts they make.</summary>
internal static class Matching
{
    /// <summary>The records of each fact, in order of their numbers.</summary>
    public static IReadOnlyList<IReadOnlyList<Said>> Facts(IEnumerable<Said> said)
    {
        var facts = new List<List<Said>>();
        foreach (var one in said.OrderBy(one => one.Record.Number))
        {
            var nearest = facts.Where(fact => fact.All(other => other.Source != one.Source) && fact.Any(other => Match(one, other)))
                .OrderBy(fact => fact.Where(other => Match(one, other)).Min(other => Distance(one, other)))
                .ThenBy(fact => fact[0].Record.Number)
                .FirstOrDefault();
            if (nearest is null) facts.Add([one]);
            else nearest.Add(one);
        }

        return facts;
    }

    public static bool IsNamed(FundingRound round) => round is not (FundingRound.Venture or FundingRound.Angel or FundingRound.Other or FundingRound.Unknown);

    public static bool Match(Said one, Said other) => one.Group == other.Group && (one.Data, other.Data) switch
    {
        (FundingRaised a, FundingRaised b) when IsNamed(a.Round) && IsNamed(b.Round) => Near.Days(a.On, b.On) <= 31 && a.Round == b.Round,
        (FundingRaised a, FundingRaised b) => Near.Days(a.On, b.On) <= 31 && a.Amount is not null && b.Amount is not null
            && a.Amount.Currency == b.Amount.Currency && Near.Within(10, a.Amount.Amount, b.Amount.Amount),
        (ProductShipped a, ProductShipped b) => a.Measure == b.Measure
            && (a.Measure == ShipmentMeasure.Milestone ? a.Milestone == b.Milestone : (a.When!.Earliest, a.When.Latest) == (b.When!.Earliest, b.When.Latest)),
        (PlantOpened a, PlantOpened b) => one.Company is null || other.Company is null || one.Company == other.Company
            || (a.Location.Lat is not null && b.Location.Lat is not null && Near.Kilometres(a.Location, b.Location) <= 5),
        (ProductAnnounced a, ProductAnnounced b) => a.Milestone == b.Milestone,
        (PartnershipFormed a, PartnershipFormed b) => a.On is null || b.On is null || Near.Days(a.On, b.On) <= 31,
        (CompanyAcquired a, CompanyAcquired b) => a.On is null || b.On is null || Near.Days(a.On, b.On) <= 92,
        _ => false,
    };

    private static (int, decimal) Distance(Said one, Said other) =>
        (Near.Days(one.When, other.When) ?? int.MaxValue, Near.Share(one.Money, other.Money) ?? decimal.MaxValue);
}
