using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

public enum Outcome { Open, Kept, Late, Missed }

/// <summary>The outcome of a planned or announced fact.</summary>
/// <param name="DaysLate">Null unless late.</param>
internal sealed record Promise(Guid Fact, PartialDate Due, Outcome Outcome, int? DaysLate);

internal static class Promises
{
    public static IReadOnlyList<Promise> At(Known known, DateOnly asOf)
    {
        var facts = known.Living;
        return
        [
            .. from fact in facts
               let due = Due(fact)
               where due is not null
               let met = Meeting(fact, facts).Where(date => date.Latest <= asOf).Select(date => date.Earliest ?? DateOnly.MinValue).Order()
                   .Select(day => (DateOnly?)day).FirstOrDefault()
               select Judge(fact.Id, due, met, asOf),
        ];
    }

    private static PartialDate? Due(OracleFact fact) => fact.Status switch
    {
        ShipmentStatus.Planned or AnnouncementStatus.Announced => fact.Date!.Shown,
        PlantStatus and not PlantStatus.Cancelled => DateOf(fact, PlantStatus.Planned),
        _ => null,
    };

    private static IEnumerable<PartialDate> Meeting(OracleFact promise, IReadOnlyList<OracleFact> facts) => promise.Headline.Data switch
    {
        ProductShipped planned => Shipments(promise, planned.Product, facts)
            .Where(fact => Words(((ProductShipped)fact.Headline.Data).Region) == Words(planned.Region)).Select(fact => fact.Date!.Shown),
        ProductAnnounced announced => Shipments(promise, announced.Product, facts).Select(fact => fact.Date!.Shown),
        _ => (DateOf(promise, PlantStatus.Opened) ?? DateOf(promise, PlantStatus.Producing)) is { } date ? [date] : [],
    };

    private static IEnumerable<OracleFact> Shipments(OracleFact promise, string product, IReadOnlyList<OracleFact> facts) =>
        facts.Where(
            fact => fact.Company == promise.Company && fact.Status is ShipmentStatus.Actual && fact.Headline.Data is ProductShipped shipped
            && Near.Words(shipped.Product) == Near.Words(product));

    private static Promise Judge(Guid fact, PartialDate due, DateOnly? met, DateOnly asOf) => (due.Latest, met) switch
    {
        (null, _) => new(fact, due, Outcome.Open, null),
        ({ } latest, { } day) when day <= latest => new(fact, due, Outcome.Kept, null),
        ({ } latest, { } day) => new(fact, due, Outcome.Late, day.DayNumber - latest.DayNumber),
        ({ } latest, null) => new(fact, due, asOf < latest ? Outcome.Open : Outcome.Missed, null),
    };

    private static PartialDate? DateOf(OracleFact plant, PlantStatus status) =>
        plant.Milestones.FirstOrDefault(milestone => milestone.Status == status && !plant.IsContradicted(status)).On?.Shown;

    private static string? Words(string? region) => region is null ? null : Near.Words(region);
}
