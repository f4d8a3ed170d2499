using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.Ingestion;
using EventPlatform.Ingestion.Validation;
using EventPlatform.Servers;
using Microsoft.Extensions.Options;

namespace EventPlatform.Benchmarks;

/// <summary>Sample reports on ten thousand companies, of which a few have many.</summary>
internal static class Samples
{
    private const int Companies = 10_000;
    private const int DenseFeeds = 4;
    private static int feeds;

    /// <summary>Returns events of a new feed.</summary>
    public static List<string> Events(int count)
    {
        var reports = new LoadReports(Interlocked.Increment(ref feeds), seed: 7, Companies);
        return [.. Enumerable.Range(1, count).Select(number => reports.Next(number).ToJsonString())];
    }

    /// <summary>Returns events of four feeds in turn, on the same companies.</summary>
    public static List<string> Dense(int count)
    {
        var logs = Enumerable.Range(0, DenseFeeds).Select(_ => Events(count / DenseFeeds)).ToList();
        return [.. Enumerable.Range(0, count / DenseFeeds).SelectMany(number => logs.Select(log => log[number]))];
    }

    /// <summary>
    /// Returns rounds, shipments and plants of two feeds on 20,000 equally likely companies. Both feeds report one in ten.
    /// </summary>
    public static List<string> Spread(int count)
    {
        var (random, prefix) = (new Random(7), Interlocked.Increment(ref feeds));
        return [.. Enumerable.Range(0, count).Select(
            number => Spread(prefix, number % 10 == 9 ? "b" : "a", number % 10 == 9 ? number - 1 : number, number, random).ToJsonString())];
    }

    private static JsonObject Spread(int prefix, string feed, int what, int number, Random random)
    {
        var (company, day) = (what * 7_919L % 20_000, $"{2000 + what % 24}-{1 + what / 24 % 12:00}-{1 + what / 288 % 28:00}");
        var data = new JsonObject { ["company"] = new JsonObject { ["name"] = $"Company {company}", ["country"] = "DE" } };
        var (type, more) = (what % 10) switch
        {
            7 => ("PlantOpened", new JsonObject
            {
                ["plant"] = $"Plant {what}", ["status"] = "opened", ["location"] = new JsonObject { ["country"] = "DE" }, ["on"] = day
            }),
            5 or 6 => ("ProductShipped",
                new JsonObject { ["product"] = "Roadster", ["measure"] = "cumulative", ["units"] = what, ["asOf"] = day }),
            _ => ("FundingRaised", new JsonObject
            {
                ["round"] = "series-a", ["status"] = "completed", ["on"] = day,
                ["amount"] = new JsonObject { ["amount"] = 1_000_000 + what, ["currency"] = "USD" },
                ["investors"] = new JsonArray([.. Enumerable.Range(0, 2).Select(_ => new JsonObject
                {
                    ["party"] = new JsonObject { ["name"] = $"Fund {random.Next(2_000)}", ["kind"] = "organisation" }
                })]),
            }),
        };
        foreach (var (name, value) in more) data[name] = value?.DeepClone();
        return new JsonObject
        {
            ["specversion"] = "1.0", ["id"] = $"{number}", ["source"] = $"/feeds/spread-{prefix}-{feed}", ["type"] = type, ["data"] = data
        };
    }

    public static List<AcceptedReport> Accepted(int count) => Read(Events(count));

    public static List<AcceptedReport> Read(List<string> events)
    {
        var reader = new CloudEventReader(TimeProvider.System, Options.Create(new IngestionLimits()));
        return events.ConvertAll(
            json => reader.Read(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(json))).Report ?? throw new InvalidDataException(json));
    }
}
