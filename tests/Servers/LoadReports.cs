using System.Globalization;
using System.Text.Json.Nodes;

namespace EventPlatform.Servers;

/// <summary>
/// Realistic reports of one feed, the same in every run with the same seed. A few companies have most of them. Records are revised often,
/// and a revision may count elsewhere (another round, currency, year or investor) or not at all (cancelled). Some reports are retracted.
/// </summary>
internal sealed class LoadReports(int feed, int seed = 0, int companies = 60)
{
    private const int RecordsPerCompany = 60;
    private static readonly string[] Rounds = ["seed", "series-a", "series-b", "ipo", "debt", "unknown"];
    private static readonly string[] Currencies = ["USD", "EUR", "CNY", "GBP"];
    private static readonly string[] Deals = ["rumoured", "announced", "completed", "cancelled"];
    private static readonly string[] Plants = ["planned", "construction", "opened", "producing", "closed"];
    private static readonly decimal?[] Amounts = [null, 1, 250_000.75m, 12_000_000, 0.5m];

    private readonly Random random = new(seed * 1_000 + feed);

    public string Source => $"/feeds/load-{feed}";

    public JsonObject Next(int number)
    {
        var company = (int)(companies * Math.Pow(random.NextDouble(), 3));
        var record = random.Next(RecordsPerCompany);
        var (type, data) = random.Next(20) == 0 ? ("ReportRetracted", Retraction(number, $"{company}/{record}")) : (record % 10) switch
        {
            7 => ("ProductShipped", Shipped()),
            8 => ("PlantOpened", Plant(record)),
            9 => ("PartnershipFormed", Partnership()),
            _ => ("FundingRaised", Funding()),
        };
        data["company"] = new JsonObject { ["name"] = $"Company {company}{(random.Next(5) == 0 ? " Inc." : "")}" };
        // Some companies have two names, which their domain joins
        if (company % 8 == 7)
            data["company"] = new JsonObject
            {
                ["name"] = $"Company {company}{(random.Next(2) == 0 ? " Works" : "")}", ["domain"] = $"company-{company}.example"
            };
        if (company % 4 == 1) data["company"]!["country"] = random.Next(3) == 0 ? "FR" : "DE";
        data["remark"] = number.ToString(CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = $"{number}",
            ["source"] = Source,
            ["type"] = type,
            ["recordkey"] = $"{company}/{record}",
            ["sequence"] = number,
            ["data"] = data,
        };
    }

    private JsonObject Funding()
    {
        var amount = One(Amounts);
        return new()
        {
            ["round"] = One(Rounds),
            ["status"] = One(Deals),
            ["on"] = Day(),
            ["amount"] = amount is null ? null : new JsonObject { ["amount"] = amount, ["currency"] = One(Currencies) },
            ["investors"] = new JsonArray(
                [.. Enumerable.Range(0, random.Next(4)).Select(_ => new JsonObject { ["party"] = Party("Fund") })]),
        };
    }

    private JsonObject Shipped() =>
        new() { ["product"] = "Roadster", ["measure"] = "cumulative", ["units"] = random.Next(10_000), ["asOf"] = Day() };

    private JsonObject Plant(int record) => new()
    {
        ["plant"] = $"Plant {record}", ["status"] = One(Plants), ["location"] = new JsonObject { ["country"] = "DE" }, ["on"] = Day(),
    };

    private JsonObject Partnership() => new() { ["partner"] = Party("Company"), ["purpose"] = "To try something", ["on"] = Day() };

    // Retracts a record, or a report that was sent before, is sent later, or is never sent
    private JsonObject Retraction(int number, string record) => new()
    {
        ["reason"] = "An error",
        ["target"] = random.Next(4) switch
        {
            0 => new JsonObject { ["recordKey"] = record },
            1 => new JsonObject { ["id"] = $"{number + 1 + random.Next(300)}" },
            2 => new JsonObject { ["id"] = $"never-{number}" },
            _ => new JsonObject { ["id"] = $"{1 + random.Next(number)}" },
        },
    };

    private JsonObject Party(string name) => new() { ["name"] = $"{name} {random.Next(9)}", ["kind"] = "organisation" };

    private string Day() => $"{2018 + random.Next(4)}-{1 + random.Next(12):00}";

    private T One<T>(T[] choices) => choices[random.Next(choices.Length)];
}
