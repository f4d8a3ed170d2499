using CsCheck;
using EventPlatform.Contracts;
using static EventPlatform.UnitTests.Oracle.Sentences;

namespace EventPlatform.UnitTests.Oracle.Types;

/// <summary>PlantOpened: R27 and R28.</summary>
internal sealed class PlantsOpened : TypeByTheBook<PlantOpened>
{
    public override Gen<ReportData> Any => AnyReport.Plant;

    protected override PartialDate? When(PlantOpened data) => data.On;

    protected override Enum Status(PlantOpened data) => data.Status;

    protected override string Group(PlantOpened data, Said said) => $"{Near.Words(data.Plant)} in {data.Location.Country}";

    protected override bool Match(PlantOpened a, PlantOpened b, Said one, Said other) => !Technologies.Differ(a.Technology, b.Technology)
        && (Metres(a, b) is { } metres
            ? metres <= 5_000
            : (one.Company is null || other.Company is null || one.Company == other.Company)
                && AreInOnePlaceByName(a.Location, b.Location));

    protected override bool Exclude(PlantOpened a, PlantOpened b) =>
        Metres(a, b) > 5_000 || Technologies.Differ(a.Technology, b.Technology);

    protected override (int, int, decimal, decimal) Distance(PlantOpened a, PlantOpened b, decimal days, decimal money)
    {
        var capacities = Near.Share(a.Capacity, b.Capacity) ?? Unknown;
        return Metres(a, b) is { } metres ? (0, metres, capacities, days) : (1, 0, capacities, days);
    }

    protected override string Sentence(PlantOpened data) =>
        $"plant {data.Plant} in {data.Location.Country} {data.Status}{Part("on", data.On)}"
        + $"{(data.Company is null ? "" : $" of {Who(data.Company)}")}"
        + $"{Part("at", data.Location.Lat)}{Part("east", data.Location.Lon)}{Part("region", data.Location.Region)}"
        + $"{Part("makes", data.Capacity is { } c ? $"{c.Value} {c.Unit}" : null)}"
        + $"{Part("by", data.Technology)}{Part("city", data.Location.City)}";

    private static int? Metres(PlantOpened a, PlantOpened b) =>
        a.Location.Lat is null || b.Location.Lat is null ? null : Near.Metres(a.Location, b.Location);

    private static bool AreInOnePlaceByName(Location a, Location b)
    {
        var both = new[] { (a.Region, b.Region), (a.City, b.City) }.Where(name => name is (not null, not null)).ToList();
        return both.Count == 0 || both.Any(name => Near.Words(name.Item1!) == Near.Words(name.Item2!));
    }
}
