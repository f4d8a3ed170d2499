using System.Text.Json.Nodes;

namespace EventPlatform.EndToEndTests.Dashboards;

/// <summary>The reports of two feeds about one company. The feeds disagree about one round.</summary>
internal static class Said
{
    public const string Quote = "Acme closed a round of forty million dollars.";

    public static IReadOnlyList<string> ByTwoFeeds { get; } =
    [
        Round("/feeds/one", "acme-a", "series-a", "2019-03-04", 12_000_000, "Acme raised twelve million."),
        Round("/feeds/one", "acme-b", "series-b", "2020-05-06", 40_000_000, Quote),
        Round("/feeds/two", "acme-b", "series-b", "2020-05-06", 55_000_000, "Acme says it got fifty-five million."),
        Plant("/feeds/one", "Acme North", 59.3m, 18.1m, 250),
        Plant("/feeds/one", "Acme South", -33.9m, 18.4m, 120),
        Shipped("/feeds/one", "2020-03-31", 1000),
        Shipped("/feeds/one", "2020-06-30", 2500),
    ];

    private static string Round(string source, string id, string round, string on, decimal amount, string quote) =>
        Event(source, id, "FundingRaised", new()
        {
            ["company"] = Acme, ["status"] = "completed", ["round"] = round, ["on"] = on,
            ["amount"] = new JsonObject { ["amount"] = amount, ["currency"] = "USD" },
            ["evidence"] = new JsonObject { ["quote"] = quote, ["publisher"] = "The Press", ["url"] = "https://press.example/acme" },
        });

    private static string Plant(string source, string name, decimal lat, decimal lon, decimal capacity) =>
        Event(source, name, "PlantOpened", new()
        {
            ["company"] = Acme, ["plant"] = name, ["status"] = "opened", ["on"] = "2018",
            ["location"] = new JsonObject { ["country"] = lat > 0 ? "SE" : "ZA", ["lat"] = lat, ["lon"] = lon },
            ["capacity"] = new JsonObject { ["value"] = capacity, ["unit"] = "MW" },
        });

    private static string Shipped(string source, string asOf, decimal units) => Event(source, $"shipped-{asOf}", "ProductShipped", new()
    {
        ["company"] = Acme, ["product"] = "Roadster", ["measure"] = "cumulative", ["units"] = units, ["asOf"] = asOf,
    });

    private static JsonObject Acme => new() { ["name"] = "Acme", ["country"] = "SE" };

    private static string Event(string source, string id, string type, JsonObject data) => new JsonObject
    {
        ["specversion"] = "1.0", ["id"] = id, ["source"] = source, ["type"] = type, ["recordkey"] = id, ["data"] = data,
    }.ToJsonString();
}
