using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>Units of a product shipped to customers, or planned: the units of a period, the units up to a day, or a milestone.</summary>
public sealed record ProductShipped : ReportData
{
    public required CompanyRef Company { get; init; }

    [StringLength(300, MinimumLength = 1)] public required string Product { get; init; }

    public required ShipmentMeasure Measure { get; init; }

    public ShipmentStatus Status { get; init; } = ShipmentStatus.Actual;

    public ShipmentBasis Basis { get; init; } = ShipmentBasis.Shipped;

    /// <summary>The number of units, for incremental and cumulative.</summary>
    [Range(0d, double.MaxValue)] public decimal? Units { get; init; }

    /// <summary>Incremental: the period in which the units were shipped.</summary>
    public PartialDate? Period { get; init; }

    /// <summary>Cumulative: the day up to which the units are counted.</summary>
    public PartialDate? AsOf { get; init; }

    /// <summary>Milestone: the milestone reached on the date in <see cref="On"/>.</summary>
    public ShipmentMilestone? Milestone { get; init; }

    public PartialDate? On { get; init; }

    /// <summary>The destination, as a country code or the source's name of a region.</summary>
    [StringLength(100)] public string? Region { get; init; }

    /// <summary>The place of production.</summary>
    [StringLength(100)] public string? Origin { get; init; }

    [JsonIgnore] public override CompanyRef Subject => Company;

    /// <summary>The date that belongs to the measure: period, as-of date or day of the milestone.</summary>
    [JsonIgnore] public PartialDate? When => Measure switch
    {
        ShipmentMeasure.Incremental => Period,
        ShipmentMeasure.Cumulative => AsOf,
        _ => On,
    };

    public override IEnumerable<Problem> Check(DateOnly today)
    {
        if (Measure != ShipmentMeasure.Milestone && Units is null) yield return new("/units", "is required unless measure is milestone");
        if (Measure == ShipmentMeasure.Milestone && Milestone is null)
            yield return new("/milestone", "is required if measure is milestone");
        var pointer = Measure switch { ShipmentMeasure.Incremental => "/period", ShipmentMeasure.Cumulative => "/asOf", _ => "/on" };
        if (When is null) yield return new(pointer, $"is required if measure is {ContractJson.Name(Measure)}");
        foreach (var problem in CheckHappened(Status is ShipmentStatus.Actual, When, pointer, Status, today)) yield return problem;
    }
}

public enum ShipmentMeasure { Incremental, Cumulative, Milestone }

public enum ShipmentMilestone { FirstShipment, MassDelivery }

public enum ShipmentBasis { Shipped, Delivered, Produced, Registered }

public enum ShipmentStatus { Planned, Actual }
