using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Rules;

/// <summary>A plant of one name in one country: of one company, or in one place.</summary>
internal sealed class PlantRule : FactRule
{
    private const double EarthRadiusKm = 6_371.0088;
    private const double SamePlaceKm = 5;

    public override string Group(ReportData data, string? company, string? counterparty)
    {
        var plant = (PlantOpened)data;
        return $"{plant.Location.Country}\n{NormalisedName.Of(plant.Plant)}";
    }

    public override bool MeansTheSame(Claim one, Claim other) =>
        one.Company is null || other.Company is null || one.Company == other.Company
        || DistanceKm(((PlantOpened)one.Data).Location, ((PlantOpened)other.Data).Location) <= SamePlaceKm;

    public override PartialDate? When(ReportData data) => ((PlantOpened)data).On;

    public override Fact Conclude(Ranking ranked)
    {
        var headline = (PlantOpened)ranked.Headline.Data;
        var milestones = ranked.Claims.SelectMany(claim => claim.Milestones).Select(milestone => milestone.Status).Distinct()
            .Select(status => new Milestone(status, ranked.Agreed($"on ({ContractJson.Name(status)})",
                claim => claim.Milestones.FirstOrDefault(milestone => milestone.Status == status)?.On, Agreement.OfDates, Agreement.Vagueness))).ToList();
        var where = ranked.First<PlantOpened, Location>(said => said.Location is { Lat: not null } ? said.Location : null);
        var plant = headline with
        {
            Company = ranked.Company,
            Capacity = ranked.Agreed("capacity", claim => ((PlantOpened)claim.Data).Capacity, Agreement.OfCapacity, capacity => Agreement.Vagueness(capacity.Value)),
            Technology = ranked.First<PlantOpened, string>(said => said.Technology),
            On = milestones.Find(milestone => milestone.Status == headline.Status)?.On,
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

    /// <summary>Great-circle distance; null where a place is not known.</summary>
    private static double? DistanceKm(Location one, Location other)
    {
        if (one is not { Lat: { } lat, Lon: { } lon } || other is not { Lat: { } otherLat, Lon: { } otherLon }) return null;
        var (a, b) = (Radians(lat), Radians(otherLat));
        var h = Math.Pow(Math.Sin((b - a) / 2), 2) + Math.Cos(a) * Math.Cos(b) * Math.Pow(Math.Sin(Radians(otherLon - lon) / 2), 2);
        return 2 * EarthRadiusKm * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    private static double Radians(decimal degrees) => (double)degrees * Math.PI / 180;
}
