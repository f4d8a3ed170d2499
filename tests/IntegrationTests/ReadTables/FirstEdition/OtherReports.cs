using System.Text.Json.Nodes;
using EventPlatform.UnitTests.Oracle;

namespace EventPlatform.IntegrationTests.ReadTables.FirstEdition;

/// <summary>
/// Random reports about the smaller companies of LoadReports, with the types and values that LoadReports lacks: places and technologies of
/// plants, periods and milestones, dates of every form, identifiers that several companies share, reports without a record key, sequences
/// in no order.
/// </summary>
internal sealed class OtherReports(int seed)
{
    private static readonly string[] Currencies = ["USD", "EUR"];
    private static readonly string[] Deals = ["rumoured", "announced", "completed", "cancelled"];
    private static readonly string[] Statuses = ["planned", "construction", "opened", "producing", "closed", "cancelled"];
    private static readonly string[] Products = ["Roadster", "Semi"];
    private static readonly string?[] Sequences = [null, null, "1", "2", "02", "10", "b"];
    private static readonly string?[] Regions = [null, "North", "South"];
    private static readonly string?[] Technologies =
        [null, "Wind", "Wind Onshore", "Solar Photovoltaics", "Battery", "Landfill Gas", "Gas", "Other"];
    private static readonly string[] Days =
    [
        "2019-11-13", "2019-11-20", "2019-12", "2020-01-05", "2020-Q1", "2020-H2", "2020", "2020~", "2019-10/2020-02", "../2019-12",
        "2020-02/..",
    ];

    private readonly Random random = new(seed);

    public JsonObject Next(int number)
    {
        var thing = random.Next(2_000);
        var (type, data) = (thing % 5) switch
        {
            0 => ("ProductAnnounced", Announced()),
            1 => ("CompanyAcquired", Acquired()),
            2 => ("ProductShipped", Shipped()),
            3 => ("FundingRaised", Raised()),
            _ => ("PlantOpened", Plant()),
        };
        if (type != "PlantOpened" || random.Next(3) > 0) data["company"] = Company();
        if (random.Next(10) == 0) data["remark"] = $"Remark {number}";
        var sent = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = $"other-{number}",
            ["source"] = $"/feeds/load-{random.Next(8)}{One("", "", "/wire")}",
            ["type"] = type,
            ["data"] = data,
        };
        if (random.Next(2) > 0) sent["recordkey"] = $"other/{thing}";
        if (One(Sequences) is { } sequence) sent["sequence"] = sequence;
        return sent;
    }

    private JsonObject Announced() => new()
    {
        ["product"] = One(Products), ["kind"] = One<string?>(null, "sedan"), ["milestone"] = One("unveiled", "launch"),
        ["expected"] = Date(), ["status"] = One("announced", "announced", "cancelled"),
    };

    private JsonObject Acquired() => new()
    {
        ["acquirer"] = Party(Company(), "organisation"), ["status"] = One(Deals), ["on"] = DateIfKnown(), ["price"] = Money(),
    };

    private JsonObject Raised() => new()
    {
        ["round"] = One("series-a", "series-b", "venture"), ["status"] = One(Deals), ["on"] = Date(), ["amount"] = Money(),
        ["investors"] = new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => new JsonObject { ["party"] = Investor() })]),
        ["evidence"] = new JsonObject { ["url"] = "https://example.com/news" },
    };

    private JsonObject Shipped()
    {
        var data = new JsonObject
        {
            ["product"] = One(Products), ["status"] = One("planned", "actual"), ["basis"] = One("delivered", "produced"),
            ["region"] = One(Regions), ["origin"] = One<string?>(null, "DE"),
        };
        if (random.Next(2) == 0) (data["measure"], data["units"], data["period"]) = ("incremental", random.Next(3) * 100, Date());
        else (data["measure"], data["milestone"], data["on"]) = ("milestone", One("first-shipment", "mass-delivery"), Date());
        return data;
    }

    private JsonObject Plant()
    {
        var place = new JsonObject { ["country"] = One("DE", "GB"), ["region"] = One(Regions), ["city"] = One<string?>(null, "Hull") };
        if (random.Next(3) > 0) (place["lat"], place["lon"]) = (53.7m + 0.02m * random.Next(4), -0.3m);
        var capacity = new JsonObject { ["value"] = One(100m, 100.5m, 104m), ["unit"] = One("MW", "mw", "vehicles/year") };
        return new()
        {
            ["plant"] = $"Farm {random.Next(40)}", ["location"] = place, ["status"] = One(Statuses), ["on"] = DateIfKnown(),
            ["technology"] = One(Technologies), ["capacity"] = random.Next(3) == 0 ? null : capacity,
        };
    }

    /// <summary>Some companies have identifiers: two companies share each domain or CIK, and four share each LEI.</summary>
    private JsonObject Company()
    {
        var number = 30 + random.Next(30);
        var company = new JsonObject { ["name"] = $"Company {number}" };
        if (random.Next(20) == 0) company["country"] = One("DE", "FR", "US");
        if (random.Next(50) > 0) return company;
        if (number < 44) company["domain"] = $"company-{number / 2}.example";
        else company["cik"] = $"{1_000 + number / 2}";
        if (number >= 56) company["lei"] = Leis.Of(number / 4);
        return company;
    }

    private JsonObject Investor() => random.Next(2) == 0
        ? Party(new() { ["name"] = $"Fund {random.Next(9)}" }, "organisation")
        : Party(new() { ["name"] = $"Angel {random.Next(9)}" }, "person");

    private static JsonObject Party(JsonObject party, string kind)
    {
        party["kind"] = kind;
        return party;
    }

    private JsonObject? Money() => random.Next(4) == 0 ? null
        : new() { ["amount"] = One(1_000_000m, 1_005_000m, 1_090_000.25m, 5_000_000m), ["currency"] = One(Currencies) };

    private JsonNode? DateIfKnown() => random.Next(4) == 0 ? null : Date();

    private JsonNode Date() => random.Next(10) == 0 ? new JsonObject { ["date"] = "2019-12", ["wording"] = "late 2019" } : One(Days);

    private T One<T>(params T[] choices) => choices[random.Next(choices.Length)];
}
