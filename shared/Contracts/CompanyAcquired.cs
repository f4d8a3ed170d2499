using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>
/// One company buys another. <see cref="Company"/> is the company bought; <see cref="Price"/> is null if it is undisclosed.
/// </summary>
public sealed record CompanyAcquired : ReportData
{
    public required CompanyRef Company { get; init; }

    public required Party Acquirer { get; init; }

    public required DealStatus Status { get; init; }

    public Money? Price { get; init; }

    public PartialDate? On { get; init; }

    [JsonIgnore] public override CompanyRef Subject => Company;

    [JsonIgnore] public override IReadOnlyList<Named> Parties => [Company, Acquirer];

    public override IEnumerable<Problem> Check(DateOnly today) =>
        CheckHappened(Status is DealStatus.Completed, On, "/on", Status, today).Concat(Price?.CheckInUse(On, "/price") ?? []);
}
