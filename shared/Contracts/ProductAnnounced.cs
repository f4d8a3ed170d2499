using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>A company announces a product that it will unveil or launch on the date in <see cref="Expected"/>.</summary>
public sealed record ProductAnnounced : ReportData
{
    public required CompanyRef Company { get; init; }

    [StringLength(300, MinimumLength = 1)] public required string Product { get; init; }

    /// <summary>The kind of product, such as sedan.</summary>
    [StringLength(100)] public string? Kind { get; init; }

    public required ProductMilestone Milestone { get; init; }

    public required PartialDate Expected { get; init; }

    public AnnouncementStatus Status { get; init; }

    [JsonIgnore] public override CompanyRef Subject => Company;
}

public enum ProductMilestone { Unveiled, Launch }

public enum AnnouncementStatus { Announced, Cancelled }
