using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.IntegrationTests.ReadTables.FirstEdition;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.ReadTables;

/// <summary>A log of random reports, and a Query whose lists of all facts and all reports need no sums.</summary>
public sealed class RandomLog(TestServers servers) : IAsyncLifetime
{
    private const int Count = 1_200;
    private const int Together = 150;
    private const int Seed = 20191113;

    private readonly RunningQuery query = new(servers);

    public RunningQuery Query => query;

    /// <summary>The position of the last report.</summary>
    public long End { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await query.InitializeAsync();
        var (arrivals, others, feed) = (new Arrivals(), new OtherReports(Seed), new LoadReports(9));
        var reports = Enumerable.Range(1, Count).Select(number => number % 4 == 0 ? feed.Next(number) : others.Next(number))
            .Select(report => arrivals.Take(Varied(report))).OfType<AcceptedReport>().ToList();
        foreach (var chunk in reports.Chunk(Together)) End = (await query.GivenAsync(chunk))[^1].Position;
    }

    public ValueTask DisposeAsync() => query.DisposeAsync();

    /// <summary>Adds what the generators leave out: plants elsewhere, anchors beside increments, countries of investors.</summary>
    private static JsonObject Varied(JsonObject report)
    {
        var data = report["data"]!.AsObject();
        if ((string?)data["milestone"] is "mass-delivery")
        {
            (data["measure"], data["units"], data["asOf"]) = ("cumulative", 150, data["on"]!.DeepClone());
            data.Remove("milestone");
            data.Remove("on");
        }

        if (report["data"]!["location"] is JsonObject { } place && place["lat"] is { } lat && Number(lat) > 53.73m)
            (place["lat"], place["lon"]) = (-Number(lat), Number(lat) > 53.75m ? -179.9m : 179.9m);
        string?[] countries = ["DE", null, "US"];
        foreach (var (number, investor) in (report["data"]!["investors"]?.AsArray() ?? []).Index())
            investor!["party"]!["country"] = countries[number % 3];
        return report;
    }

    /// <summary>Positions and days to ask about, the same in each run.</summary>
    public IEnumerable<(long KnownAt, DateOnly Day)> Questions(int count)
    {
        var random = new Random(Seed);
        return Enumerable.Range(0, count).Select(_ =>
            (1 + random.NextInt64(End), new DateOnly(2019, 6, 1).AddDays(random.Next(600)))).Prepend((End, new DateOnly(2020, 1, 1)));
    }

    public async Task<List<JsonNode>> ListAsync(string path) => (await query.AllPagesAsync(path)).Items;

    public Task<List<JsonNode>> FactsAsync(string filter, long knownAt) => ListAsync($"/v1/facts?{filter}&knownAt={knownAt}&limit=500");

    public static DateOnly? Latest(JsonNode fact) => (string?)fact["on"]?["latest"] is { } day ? DateOnly.Parse(day, null) : null;

    public static decimal Number(JsonNode? number) => number!.GetValue<decimal>();
}
