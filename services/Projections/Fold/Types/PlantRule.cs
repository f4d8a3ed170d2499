using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Facts;

namespace EventPlatform.Projections.Fold.Types;

/// <summary>
/// Plants with the same name in one country: in one place, or of one company if a place is not known (docs/facts.md, R27 and R39).
/// </summary>
internal sealed class PlantRule : FactRule<PlantOpened, PlantClaim>
{
    private static readonly string Planned = ContractJson.Name(PlantStatus.Planned);

    public override bool NeedsHistory => true;

    protected override PlantClaim ClaimOf(ResolvedStatement said, MatchTerms terms) => new(said, terms);

    protected override string Group(PlantOpened data, string? company, string? counterparty) =>
        $"{data.Location.Country}\n{NormalisedName.Of(data.Plant)}";

    protected override PartialDate? When(PlantOpened data) => data.On;

    protected override Enum Status(PlantOpened data) => data.Status;

    protected override bool MeansTheSame(PlantClaim one, PlantClaim other) => !one.Technology.IsDifferentFrom(other.Technology)
        && (MetresBetween(one, other) is { } metres
            ? Place.IsNear(metres)
            : (one.Company is null || other.Company is null || one.Company == other.Company)
                && Place.MayBeOneByName(one.Data.Location, other.Data.Location));

    protected override bool Excludes(PlantClaim one, PlantClaim other) =>
        (MetresBetween(one, other) is { } metres && !Place.IsNear(metres)) || one.Technology.IsDifferentFrom(other.Technology);

    protected override Distance Between(PlantClaim one, PlantClaim other)
    {
        var metres = MetresBetween(one, other);
        return new(metres is null ? 1 : 0, metres ?? 0, Distance.OfCapacity(one.Data.Capacity, other.Data.Capacity),
            Distance.OfDays(one.When, other.When));
    }

    protected override Fact Conclude(Ranking<PlantClaim> ranked)
    {
        var (status, _) = ranked.Status(claim => claim.Data.Status);
        var isStatusDisputed = ranked.Disputes is not null;
        var lived = ranked.Claims.SelectMany(claim => claim.Milestones).Select(milestone => milestone.Status).Distinct()
            .Select(milestone => (Status: milestone, On: ranked.Date($"on ({ContractJson.Name(milestone)})",
                claim => claim.DateOf(milestone)))).ToList();
        var shown = (Status: status, lived.Find(milestone => milestone.Status == status).On);
        var headline = ranked.Headline.Data;
        var coordinates = ranked.First(claim => claim.Data.Location is { Lat: not null } location ? location : null);
        var plant = headline with
        {
            Company = ranked.Company,
            Status = status,
            Capacity = ranked.Agreed("capacity", claim => claim.Data.Capacity, Agreement.OfCapacity,
                capacity => Agreement.Vagueness(capacity.Value)),
            Technology = ranked.First(claim => claim.Data.Technology),
            On = shown.On,
            Location = headline.Location with
            {
                Lat = coordinates?.Lat,
                Lon = coordinates?.Lon,
                Approximate = coordinates?.Approximate,
                City = ranked.First(claim => claim.Data.Location.City),
                Region = ranked.First(claim => claim.Data.Location.Region),
            },
        };
        return FactOf(ranked, plant, milestones: lived.ConvertAll(milestone =>
            new Milestone(ContractJson.Name(milestone.Status), milestone.On)
            {
                Contradicted = isStatusDisputed && !Agreement.OfStatuses(milestone, shown),
            }));
    }

    protected override FactColumns Columns(PlantOpened data) => new()
    {
        Technology = data.Technology,
        Country = data.Location.Country,
        Quantity = FactColumns.Counted(data.Capacity?.Value),
        Unit = data.Capacity?.Unit,
        Lat = data.Location.Lat,
        Lon = data.Location.Lon,
    };

    protected override PartialDate? Due(PlantOpened data, Fact fact) => data.Status == PlantStatus.Cancelled
        ? null
        : fact.Milestones?.FirstOrDefault(
            milestone => milestone.Status == Planned && milestone is { On: not null, Contradicted: false })?.On;

    private static int? MetresBetween(PlantClaim one, PlantClaim other) => Place.MetresBetween(one.Data.Location, other.Data.Location);
}
