using EventPlatform.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EventPlatform.Benchmarks;

/// <summary>Measures the limit of HTTP: a POST to Kestrel in a separate process, which reads the body and answers with 202.</summary>
internal static class NoOpServer
{
    public const string Argument = "--serve-noop";
    public const string Name = "no-op POST on Kestrel, 128 connections";

    public static async Task<int> RunAsync(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapPost("/v1/events", async (HttpRequest request) =>
        {
            await request.Body.CopyToAsync(Stream.Null);
            return TypedResults.Accepted((string?)null);
        });
        await app.RunAsync(address);
        return 0;
    }

    public static async Task MeasureAsync(Installation installation, BenchmarkOptions options, ResultTable table)
    {
        var address = new Uri($"http://127.0.0.1:{Machine.FreePort()}");
        await using var server = SideServer.Start(Argument, address.ToString());
        using (var http = new HttpClient { BaseAddress = address })
            await Eventually.Be("the no-op server answers",
                async () => (await http.PostAsync(new Uri("/v1/events", UriKind.Relative), null)).IsSuccessStatusCode);
        var measured = await Posts.MeasureAsync(address, connections: 128, options.Seconds, installation);
        table.Rate(Name, measured.PerSecond, measured.Count, measured.Processors);
    }
}
