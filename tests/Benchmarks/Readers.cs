using System.Net.Http.Headers;
using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.Benchmarks;

/// <summary>
/// Measures the memory that readers can make Query use: 8 pages of 1,000 events of 250 kB at a time, then 80 followers that do not read.
/// </summary>
internal static class Readers
{
    private const int Events = 1_000;
    private const int EventBytes = 250_000;
    private const int Pages = 8;
    private const int Rounds = 5;
    private const int Followers = 80;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    public static async Task MeasureAsync(Installation installation, BenchmarkOptions options, ResultTable table)
    {
        foreach (var some in Enumerable.Range(0, Events).Chunk(20)) await LogFill.AppendAsync(installation, some.Select(Large));
        await installation.Query.StopAsync();
        await installation.Query.StartReadyAsync();
        using var http = installation.Query.Client(Role.Read);
        var before = installation.Query.PeakMemory >> 20;
        long bytes = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var pages = await Task.WhenAll(
                Enumerable.Range(0, Pages).Select(_ => http.GetByteArrayAsync(new Uri("/v1/events?limit=1000", UriKind.Relative))));
            bytes = pages.Max(page => (long)page.Length);
        }

        table.Line($"{Pages} requests at a time for {Events} events of {EventBytes / 1000} kB: largest page", $"{bytes >> 10} KB");
        table.Line("  Query's memory, before / at its peak", $"{before} / {installation.Query.PeakMemory >> 20} MB");
        await installation.Query.StopAsync();
        await installation.Query.StartReadyAsync();
        using var followed = installation.Query.Client(Role.Read);
        var streams = await Task.WhenAll(Enumerable.Range(0, Followers).Select(_ => OpenAsync(followed)));
        using var timer = new PeriodicTimer(Silence);
        await timer.WaitForNextTickAsync();
        table.Line($"{Followers} followers from the first event that do not read: Query's memory at its peak",
            $"{installation.Query.PeakMemory >> 20} MB");
        foreach (var stream in streams) stream.Dispose();
    }

    private static async Task<HttpResponseMessage> OpenAsync(HttpClient http)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        return (await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead)).EnsureSuccessStatusCode();
    }

    private static AcceptedReport Large(int number)
    {
        var id = $"large-{number}";
        var data = new FundingRaised
        {
            Company = new CompanyRef { Name = "Large" },
            Status = DealStatus.Announced, Round = FundingRound.Unknown, On = PartialDate.Parse($"{1000 + number}"),
            Evidence = new Evidence
            {
                Quote = string.Concat(Enumerable.Repeat(new Random(number), EventBytes).Select(random => (char)random.Next('a', 'z')))
            },
        };
        var report = new Report<FundingRaised>("/feeds/large", id, id, data);
        return new(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "company/large", nameof(FundingRaised), report.Source, id, id,
            JsonSerializer.Serialize(report, ContractJson.Options));
    }
}
