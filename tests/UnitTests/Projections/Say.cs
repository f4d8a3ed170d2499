using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Projections;

/// <summary>Short reports of one feed about few subjects.</summary>
internal static class Say
{
    public const string Feed = "/feeds/press";

    public static Report<FundingRaised> Funding(
        string id, decimal? amount, string? record = "round", string? sequence = null, DealStatus status = DealStatus.Announced) => Report(
        id, record, sequence, new FundingRaised
        {
            Company = new() { Name = "XPeng" },
            Status = status,
            Round = FundingRound.SeriesC,
            On = PartialDate.Parse("2019-11-13"),
            Amount = amount is { } value ? new Money(value, "USD") : null,
            Investors = [new(new Party { Name = "Xiaomi", Kind = PartyKind.Organisation })],
        });

    public static Report<PlantOpened> Plant(
        string id, PlantStatus status, string? on, string? sequence = null, string? record = "plant") => Report(
        id, record, sequence, new PlantOpened
        {
            Plant = "Gigafactory 3",
            Location = new() { Country = "CN" },
            Status = status,
            On = on is null ? null : PartialDate.Parse(on),
        });

    public static Report<ReportRetracted> TakeBack(
        string id, string? target = null, string? record = null, string? sequence = null) => Report(
        id, null, sequence, new ReportRetracted { Target = new() { Id = target, RecordKey = record }, Reason = "a mistake" });

    private static Report<T> Report<T>(string id, string? record, string? sequence, T data) where T : ReportData =>
        new(Feed, id, ContentHash: $"{typeof(T).Name} {record} {System.Text.Json.JsonSerializer.Serialize(data, ContractJson.Options)}",
            data, null, record, sequence);
}
