using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Rules;

/// <summary>A plant of one name in one country: in one place, or of one company if a place is not known (docs/facts.md, R27 and R39).</summary>
internal sealed class PlantRule : FactRule
{
    private const double EarthRadius = 6_371_008.8;
    private const int SamePlace = 5_000;

    public override string Group(ReportData data, string? company, string? counterparty)
    {
        var plant = (PlantOpened)data;
        return $"{plant.Location.Country}\n{NormalisedName.Of(plant.Plant)}";
    }

    public override bool MeansTheSame(Claim one, Claim other) => !one.Technology.IsDifferentFrom(other.Technology)
        && (MetresBetween(one, other) is { } far ? far <= SamePlace
        : (one.Company is null || other.Company is null || one.Company == other.Company) && IsOnePlaceByName(Place(one), Place(other)));

    public override bool Excludes(Claim one, Claim other) =>
        MetresBetween(one, other) > SamePlace || one.Technology.IsDifferentFrom(other.Technology);

    public override Distance Between(Claim one, Claim other)
    {
        var far = MetresBetween(one, other);
        var capacities = Distance.OfCapacity(((PlantOpened)one.Data).Capacity, ((PlantOpened)other.Data).Capacity);
        return new(far is null ? 1 : 0, far ?? 0, capacities, Distance.OfDays(one.When, other.When));
    }

    public override PartialDate? When(ReportData data) => ((PlantOpened)data).On;

    public override Fact Conclude(Ranking ranked)
    {
        var headline = (PlantOpened)ranked.Headline.Data;
        var (status, _) = ranked.Status(claim => ((PlantOpened)claim.Data).Status);
        var isDisputed = ranked.Disputes.Count > 0;
        var milestones = ranked.Claims.SelectMany(claim => claim.Milestones).Select(milestone => milestone.Status).Distinct()
            .Select(lived => new Milestone(lived, ranked.Agreed(
                $"on ({ContractJson.Name(lived)})", claim => claim.Milestones.FirstOrDefault(milestone => milestone.Status == lived)?.On,
                Agreement.OfDates, Agreement.Vagueness))).ToList();
        var on = milestones.Find(milestone => milestone.Status == status)?.On;
        if (isDisputed)
        {
            milestones = milestones.ConvertAll(lived =>
                lived with { Contradicted = !Agreement.OfStatuses((lived.Status, lived.On), (status, on)) });
        }

        var where = ranked.First<PlantOpened, Location>(said => said.Location is { Lat: not null } ? said.Location : null);
        var plant = headline with
        {
            Company = ranked.Company,
            Status = status,
            Capacity = ranked.Agreed("capacity", claim => ((PlantOpened)claim.Data).Capacity, Agreement.OfCapacity, capacity => Agreement.Vagueness(capacity.Value)),
            Technology = ranked.First<PlantOpened, string>(said => said.Technology),
            On = on,
            Location = headline.Location with
            {
                Lat = where?.Lat,
                Lon = where?.Lon,
                City = ranked.First<PlantOpened, string>(said => said.Location.City),
                Region = ranked.First<PlantOpened, string>(said => said.Location.Region),
            },
        };
        return Fact.Of(ranked, plant, plant.Status, plant.On) with
        {
            Company = ranked.Claims.Select(claim => claim.Company).FirstOrDefault(company => company is not null),
            Milestones = milestones,
        };
    }

    private static Location Place(Claim claim) => ((PlantOpened)claim.Data).Location;

    /// <summary>True unless both name a region or a city, and no such name is the same.</summary>
    private static bool IsOnePlaceByName(Location one, Location other)
    {
        (string? One, string? Other)[] names = [(one.Region, other.Region), (one.City, other.City)];
        var both = names.Where(name => name is { One: not null, Other: not null }).ToList();
        return both.Count == 0 || both.Exists(name => NormalisedName.Of(name.One!) == NormalisedName.Of(name.Other!));
    }

    /// <summary>On a great circle, to the metre: the same on every machine. Null if one has no coordinates.</summary>
    private static int? MetresBetween(Claim one, Claim other)
    {
        if (Place(one) is not { Lat: { } lat, Lon: { } lon } || Place(other) is not { Lat: { } otherLat, Lon: { } otherLon }) return null;
        var (a, b) = (Radians(lat), Radians(otherLat));
        var h = Math.Pow(Math.Sin((b - a) / 2), 2) + Math.Cos(a) * Math.Cos(b) * Math.Pow(Math.Sin(Radians(otherLon - lon) / 2), 2);
        return (int)Math.Round(2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(h))));
    }

    private static double Radians(decimal degrees) => (double)degrees * Math.PI / 180;
}
