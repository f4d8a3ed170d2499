using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>Two organisations agree to do something together.</summary>
public sealed record PartnershipFormed : ReportData
{
    public required CompanyRef Company { get; init; }

    public required Party Partner { get; init; }

    [StringLength(1000, MinimumLength = 1)] public required string Purpose { get; init; }

    public PartialDate? On { get; init; }

    public DealStatus Status { get; init; } = DealStatus.Announced;

    [JsonIgnore] public override CompanyRef Subject => Company;

    [JsonIgnore] public override IReadOnlyList<Named> Parties => [Company, Partner];

    public override IEnumerable<Problem> Check(DateOnly today) => CheckHappened(Status is DealStatus.Completed, On, "/on", Status, today);
}
