using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>Which records mean the same, and which facts they make: R22 to R32.</summary>
internal static class Matching
{
    private const decimal Unknown = decimal.MaxValue;

    /// <summary>The records of each fact, in order of their numbers.</summary>
    public static IReadOnlyList<IReadOnlyList<Said>> Facts(IEnumerable<Said> said)
    {
        var facts = new List<List<Said>>();
        foreach (var one in said.OrderBy(one => one.Record.Number))
        {
            var nearest = facts.Where(fact => fact.All(other => other.Source != one.Source && !Exclude(one, other)) && fact.Any(other => Match(one, other)))
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
        (FundingRaised a, FundingRaised b) => Near.Days(a.On, b.On) <= 31
            && (HaveOneName(a, b) || IsWithin(1, a, b) || ((!IsNamed(a.Round) || !IsNamed(b.Round)) && IsWithin(10, a, b))),
        (ProductShipped a, ProductShipped b) => a.Measure == b.Measure
            && (a.Measure == ShipmentMeasure.Milestone ? a.Milestone == b.Milestone : (a.When!.Earliest, a.When.Latest) == (b.When!.Earliest, b.When.Latest)),
        (PlantOpened a, PlantOpened b) => !Technologies.Differ(a.Technology, b.Technology) && (Metres(a, b) is { } metres ? metres <= 5_000
            : (one.Company is null || other.Company is null || one.Company == other.Company) && AreInOnePlaceByName(a.Location, b.Location)),
        (ProductAnnounced a, ProductAnnounced b) => a.Milestone == b.Milestone,
        (PartnershipFormed a, PartnershipFormed b) => a.On is null || b.On is null || Near.Days(a.On, b.On) <= 31,
        (CompanyAcquired a, CompanyAcquired b) => a.On is null || b.On is null || Near.Days(a.On, b.On) <= 92,
        _ => false,
    };

    /// <summary>R27: never of one fact.</summary>
    private static bool Exclude(Said one, Said other) => one.Group == other.Group && one.Data is PlantOpened a && other.Data is PlantOpened b
        && (Metres(a, b) > 5_000 || Technologies.Differ(a.Technology, b.Technology));

    /// <summary>R32.</summary>
    private static (int, int, decimal, decimal) Distance(Said one, Said other)
    {
        var (days, money) = (Near.Days(one.When, other.When) ?? Unknown, Near.Share(one.Money, other.Money) ?? Unknown);
        return (one.Data, other.Data) switch
        {
            (FundingRaised a, FundingRaised b) => (money == 0 ? 0 : IsWithin(1, a, b) ? 1 : 2, HaveOneName(a, b) ? 0 : 1, days, money),
            (PlantOpened a, PlantOpened b) when Metres(a, b) is { } metres => (0, metres, Near.Share(a.Capacity, b.Capacity) ?? Unknown, days),
            (PlantOpened a, PlantOpened b) => (1, 0, Near.Share(a.Capacity, b.Capacity) ?? Unknown, days),
            _ => (0, 0, days, money),
        };
    }

    private static bool HaveOneName(FundingRaised a, FundingRaised b) => a.Round == b.Round && IsNamed(a.Round);

    private static bool IsWithin(int percent, FundingRaised a, FundingRaised b) =>
        a.Amount is not null && b.Amount is not null && a.Amount.Currency == b.Amount.Currency && Near.Within(percent, a.Amount.Amount, b.Amount.Amount);

    private static int? Metres(PlantOpened a, PlantOpened b) => a.Location.Lat is null || b.Location.Lat is null ? null : Near.Metres(a.Location, b.Location);

    private static bool AreInOnePlaceByName(Location a, Location b)
    {
        var both = new[] { (a.Region, b.Region), (a.City, b.City) }.Where(name => name is (not null, not null)).ToList();
        return both.Count == 0 || both.Any(name => Near.Words(name.Item1!) == Near.Words(name.Item2!));
    }
}
