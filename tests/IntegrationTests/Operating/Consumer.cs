using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using EventPlatform.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EventPlatform.IntegrationTests.Operating;

/// <summary>A consumer of CloudEvents batches that can be unavailable.</summary>
internal sealed class Consumer : IAsyncDisposable
{
    private readonly WebApplication app;

    public Consumer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Urls.Add(Address.ToString());
        app.MapPost("/", ReceiveAsync);
    }

    public Uri Address { get; } = new($"http://127.0.0.1:{Machine.FreePort()}");

    public ConcurrentQueue<JsonNode> Received { get; } = new();

    public ConcurrentBag<string> Marks { get; } = [];

    /// <summary>How many requests it refuses with 503 before it accepts one again.</summary>
    public int Refuses { get; set; }

    /// <summary>Called before a batch is accepted.</summary>
    public Func<Task> Taking { get; set; } = () => Task.CompletedTask;

    public Task StartAsync() => app.StartAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        if (Refuses-- > 0) return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        await Taking();
        Marks.Add(request.Headers["EventPlatform-Replay"].ToString());
        foreach (var one in (await JsonNode.ParseAsync(request.Body))!.AsArray()) Received.Enqueue(one!);
        return Results.Ok();
    }
}
