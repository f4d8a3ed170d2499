using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.ReadTables.FirstEdition;

/// <summary>
/// Reports of eight feeds about the same sixty companies, one of each feed in turn, with other reports and declarations in between. A
/// smaller log has all of the declarations too, closer together.
/// </summary>
internal static class DenseReports
{
    private const int Feeds = 8;
    private const int Seed = 77;

    /// <param name="ofFeeds">How many reports the feeds send. One other report comes with each 24 of them.</param>
    public static IEnumerable<AcceptedReport> All(int ofFeeds)
    {
        var arrivals = new Arrivals();
        var feeds = Enumerable.Range(0, Feeds).Select(feed => new LoadReports(feed, Seed)).ToList();
        var others = new OtherReports(Seed);
        var rounds = ofFeeds / Feeds;
        var declarations = Declarations.ByRound(rounds);
        for (var round = 0; round < rounds; round++)
        {
            var number = round + 1;
            foreach (var declared in declarations[round]) yield return arrivals.Declare(declared);
            if (round == rounds / 4) yield return Broken(arrivals);
            foreach (var feed in feeds) yield return arrivals.Accept(feed.Next(number));
            if (number % 3 == 0) yield return arrivals.Accept(others.Next(number));
        }
    }

    /// <summary>Makes a shipment without its day, which Ingestion would refuse, so that its group is parked.</summary>
    private static AcceptedReport Broken(Arrivals arrivals)
    {
        var report = arrivals.Accept(new()
        {
            ["specversion"] = "1.0",
            ["id"] = "broken",
            ["source"] = "/feeds/load-0",
            ["type"] = "ProductShipped",
            ["data"] = new JsonObject
            {
                ["company"] = new JsonObject { ["name"] = "Company 9" }, ["product"] = "Roadster",
                ["measure"] = "cumulative", ["units"] = 5, ["asOf"] = "2020-01",
            },
        });
        var document = JsonNode.Parse(report.Document)!;
        document["data"]!.AsObject().Remove("asOf");
        return report with { Document = document.ToJsonString() };
    }
}
