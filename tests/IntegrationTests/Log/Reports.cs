using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;

namespace EventPlatform.IntegrationTests.Log;

/// <summary>Accepted reports as Ingestion makes them.</summary>
internal static class Reports
{
    public const string Feed = "/feeds/tests";

    public static string Stream(string company) => $"company/{company}";

    public static AcceptedReport Funding(string company, string id, decimal amount = 1_000_000)
    {
        var hash = $"2:hash of {company} {amount}";
        var report = new Report<FundingRaised>(Feed, id, hash, new FundingRaised
        {
            Company = new CompanyRef { Name = company },
            Status = DealStatus.Announced,
            Round = FundingRound.SeriesA,
            On = PartialDate.Parse("2020-02"),
            Amount = new Money(amount, "USD"),
        });
        return Accepted(company, id, hash, JsonSerializer.Serialize(report, ContractJson.Options));
    }

    /// <summary>Any report about a company; it belongs to a record if a key is given.</summary>
    public static AcceptedReport Of<T>(string company, string id, T data, string? recordKey = null) where T : ReportData
    {
        var hash = $"2:hash of {JsonSerializer.Serialize(data, ContractJson.Options)}";
        var report = new Report<T>(Feed, id, hash, data, RecordKey: recordKey);
        return Accepted(company, id, hash, JsonSerializer.Serialize(report, ContractJson.Options)) with { Type = typeof(T).Name };
    }

    /// <summary>Any report; it belongs to a record if a key is given.</summary>
    public static AcceptedReport Of<T>(T data, string id, string? record = null, string source = Feed) where T : ReportData
    {
        var report = new Report<T>(source, id, $"2:hash of {id}", data, RecordKey: record);
        return Accepted("", id, report.ContentHash, JsonSerializer.Serialize(report, ContractJson.Options))
            with { Stream = data.Stream(source, record ?? id), Type = typeof(T).Name, Source = source };
    }

    public static AcceptedReport Round(
        string company, string id, decimal? amount, string on = "2020-02-03", string? record = null,
        FundingRound round = FundingRound.SeriesA, params string[] investors) =>
        Of(new FundingRaised
        {
            Company = new CompanyRef { Name = company, Country = "CN" },
            Status = DealStatus.Completed,
            Round = round,
            On = PartialDate.Parse(on),
            Amount = amount is { } known ? new Money(known, "USD") : null,
            Investors = [.. investors.Select(investor => new Investor(new Party { Name = investor, Kind = PartyKind.Organisation }))],
            Evidence = new Evidence { Quote = $"{company} raised {amount}", Url = "https://example.com/news" },
        }, id, record);

    public static AcceptedReport Plant(
        string plant, string id, PlantStatus status, string on, string? owner = null, string country = "GB") => Of(
        new PlantOpened
        {
            Company = owner is null ? null : new CompanyRef { Name = owner }, Plant = plant, Status = status,
            On = PartialDate.Parse(on), Location = new Location { Country = country }, Technology = "Wind"
        },
        id, record: plant);

    /// <summary>A chunk for one company with the ids <c>prefix-1</c>, <c>prefix-2</c> …</summary>
    public static AcceptedReport[] Chunk(string company, string prefix, int count) =>
        [.. Enumerable.Range(1, count).Select(number => Funding(company, $"{prefix}-{number}", number))];

    public static AcceptedReport Accepted(string company, string id, string hash, string document) =>
        new(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), Stream(company), nameof(FundingRaised), Feed, id, hash, document);

    /// <summary>Makes a shipment. Without a day, it is one that Ingestion would refuse.</summary>
    public static AcceptedReport Shipped(string id, string? day, string company = "Parking")
    {
        var data = new JsonObject
        {
            ["company"] = new JsonObject { ["name"] = company }, ["product"] = "Roadster", ["measure"] = "cumulative", ["units"] = 5,
            ["asOf"] = day, ["status"] = "actual",
        };
        if (day is null) data.Remove("asOf");
        var report = new JsonObject { ["source"] = Feed, ["id"] = id, ["contentHash"] = id, ["data"] = data };
        return new(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), Stream(company.ToLowerInvariant()),
            nameof(ProductShipped), Feed, id, id, report.ToJsonString());
    }
}
