using CsCheck;
using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Facts;
using EventPlatform.Query.Promises;
using EventPlatform.Query.Shipments;
using EventPlatform.Storage;
using EventPlatform.UnitTests.Projections;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>Compares what Query derives from the folded facts with the oracle, which is written from docs/facts.md alone.</summary>
public sealed class Query_agrees_with_the_oracle
{
    private static readonly DateOnly[] Days = [.. Enumerable.Range(0, 60).Select(step => new DateOnly(2018, 1, 1).AddDays(31 * step))];

    [Fact]
    public void On_shipments_as_a_series() => Gen.OneOf(AnyHistory.Shipments, AnyHistory.All).Sample(
        history => Differences.Between(Platform(Facts(history)), Expected(history.Known)).ShouldBeEmpty(), threads: 1);

    [Fact]
    public void On_promises() => Gen.OneOf(AnyHistory.Shipments, AnyHistory.Plants, AnyHistory.Deals, AnyHistory.All).Sample(
        history =>
        {
            var facts = Facts(history);
            foreach (var day in Days)
            {
                Differences.Between(
                    facts.Select(fact => Promised(fact, facts, day)).OfType<string>(),
                    Promises.At(history.Known, day)
                        .Select(promise => $"{promise.Fact} {promise.Outcome} {promise.DaysLate}")).ShouldBeEmpty();
            }
        },
        threads: 1, iter: 30);

    private static List<FactVersion> Facts(History history) =>
        [.. FoldedLog.Given([.. history.Known.Log]).Versions.Where(
            version => version is { KnownTo: ReadModel.Open, Fact.State: not EventPlatform.Projections.Fold.Facts.FactState.Retracted })];

    private static IEnumerable<string> Platform(List<FactVersion> facts) => facts
        .Where(fact => fact.Fact.Data is ProductShipped { Status: ShipmentStatus.Actual, Measure: not ShipmentMeasure.Milestone })
        .GroupBy(fact => (fact.Fact.Company, Key((ProductShipped)fact.Fact.Data), ((ProductShipped)fact.Fact.Data).Basis))
        .Select(group => EventPlatform.Query.Shipments.Series.Of([.. group.Select(Shipped)]))
        .Select(series => Line(series.At, series.Contradictions.Select(one => one.To)));

    private static IEnumerable<string> Expected(Known known) =>
        Series.Of(known).Values.Where(series => series.Anchors.Count + series.Increments.Count > 0)
            .Select(series => Line(series.At, series.Contradictions));

    private static string Line(Func<DateOnly, decimal?> at, IEnumerable<DateOnly> contradictions) =>
        $"{string.Join(' ', Days.Select(day => $"{at(day):0.##}"))} contradicting {string.Join(' ', contradictions)}";

    private static Shipped Shipped(FactVersion fact)
    {
        var shipped = (ProductShipped)fact.Fact.Data;
        return new(fact.FactId, fact.Since, shipped.Measure, fact.Fact.On!, shipped.Units!.Value);
    }

    private static string? Promised(FactVersion promise, List<FactVersion> facts, DateOnly asOf)
    {
        var (due, deeds) = promise.Fact.Data switch
        {
            ProductShipped { Status: ShipmentStatus.Planned } planned => (
                promise.Fact.On, Shipments(promise, facts, other => Key(other) == Key(planned))),
            ProductAnnounced { Status: AnnouncementStatus.Announced } announced => (
                promise.Fact.On, Shipments(promise, facts, other => Key(other).Product == NormalisedName.Of(announced.Product))),
            PlantOpened { Status: not PlantStatus.Cancelled } => (Date(promise, PlantStatus.Planned), Opening(promise)),
            _ => (null, []),
        };
        if (due is null) return null;
        var outcome = EventPlatform.Query.Promises.Outcome.Of(due, deeds, asOf);
        return $"{promise.FactId} {outcome.State} {outcome.DaysLate}";
    }

    private static IEnumerable<Deed> Shipments(FactVersion promise, List<FactVersion> facts, Func<ProductShipped, bool> isMeant) => facts
        .Where(fact => fact.Fact.Company == promise.Fact.Company
            && fact.Fact.Data is ProductShipped { Status: ShipmentStatus.Actual } shipped && isMeant(shipped))
        .Select(fact => new Deed(fact.FactId, fact.Fact.On!));

    private static IEnumerable<Deed> Opening(FactVersion plant) =>
        (Date(plant, PlantStatus.Opened) ?? Date(plant, PlantStatus.Producing)) is { } on ? [new(plant.FactId, on)] : [];

    private static PartialDate? Date(FactVersion plant, PlantStatus status) =>
        plant.Fact.Milestones!.FirstOrDefault(milestone => milestone.Status == ContractJson.Name(status) && !milestone.Contradicted)?.On;

    private static (string Product, string? Region) Key(ProductShipped shipped) =>
        (NormalisedName.Of(shipped.Product), shipped.Region is { } region ? NormalisedName.Of(region) : null);
}
