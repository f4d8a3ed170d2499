using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>A plant operates, did operate, or will.</summary>
public sealed record PlantOpened : ReportData
{
    /// <summary>The owner or operator, if known.</summary>
    public CompanyRef? Company { get; init; }

    [StringLength(300, MinimumLength = 1)] public required string Plant { get; init; }

    public required PlantStatus Status { get; init; }

    public required Location Location { get; init; }

    public Capacity? Capacity { get; init; }

    [StringLength(100)] public string? Technology { get; init; }

    /// <summary>The date on which the status began.</summary>
    public PartialDate? On { get; init; }

    [JsonIgnore] public override CompanyRef? Subject => Company;

    public override IEnumerable<Problem> Check(DateOnly today) =>
        CheckHappened(Status is PlantStatus.Opened or PlantStatus.Producing or PlantStatus.Closed, On, "/on", Status, today);
}

public enum PlantStatus { Planned, Construction, Opened, Producing, Closed, Cancelled }

/// <summary>The location of a plant.</summary>
public sealed record Location : IChecked
{
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Country { get; init; }

    [StringLength(200)] public string? Region { get; init; }

    [StringLength(200)] public string? City { get; init; }

    /// <summary>Degrees north, WGS 84.</summary>
    [Range(-90d, 90d)] public decimal? Lat { get; init; }

    /// <summary>Degrees east, WGS 84.</summary>
    [Range(-180d, 180d)] public decimal? Lon { get; init; }

    /// <summary>True if the coordinates mark a place near the plant, such as the middle of its town.</summary>
    public bool? Approximate { get; init; }

    public IEnumerable<Problem> Check(DateOnly today)
    {
        if (Approximate is not null && Lat is null) yield return new("/approximate", "is for a location with coordinates");
        if (!Countries.IsCode(Country)) yield return new("/country", Countries.Problem(Country));
        if (Lat is null != Lon is null) yield return new(Lat is null ? "/lat" : "/lon", "is required if the other coordinate is given");
    }
}

/// <summary>What a plant can produce, such as 500 MW or 250,000 vehicles/year.</summary>
public sealed record Capacity(
    [property: Range(0d, double.MaxValue)] decimal Value, [property: StringLength(50, MinimumLength = 1)] string Unit);
