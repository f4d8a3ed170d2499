using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>The traces that the services send to an OpenTelemetry collector.</summary>
[Trait("Servers", "any")]
public sealed class Traces(TestServers servers) : IAsyncLifetime
{
    private const string TraceOfRequest = "0af7651916cd43dd8448eb211c80319c";
    private const string TraceOfEvent = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static readonly string[] Steps = ["publish reports", "append reports", "fold reports", "deliver events", "deliver facts"];
    private static readonly string[] Services = ["EventStore", "Ingestion", "Projections", "Query"];

    private readonly TraceCollector collector = new();
    private Platform platform = null!;

    public async ValueTask InitializeAsync()
    {
        await collector.StartAsync();
        platform = new(servers)
        {
            Settings =
            [
                ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.ToString()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
                ("OTEL_BSP_SCHEDULE_DELAY", "100"),
            ],
        };
        await platform.InitializeAsync();
    }

    [Fact]
    public async Task One_trace_of_a_report_contains_every_service_that_it_passes()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var following = Task.WhenAll(FirstAsync("/v1/events", stop.Token), FirstAsync("/v1/facts/changes", stop.Token));
        await Eventually.Get("both streams are open",
            () => GaugeAsync(platform.Query, "eventplatform_streams_open"), open => open == 2);
        using var feed = platform.Ingestion.Client(Role.Feed);
        feed.DefaultRequestHeaders.Add("traceparent", $"00-{TraceOfRequest}-b7ad6b7169203331-01");

        using var answer = await feed.PostEventsAsync(Events.One(Events.Funding("Traced", "traced-1")), stop.Token);
        answer.EnsureSuccessStatusCode();
        await following;

        var spans = await Eventually.Get("the trace is complete", () => Task.FromResult(collector.Of(TraceOfRequest)), IsWhole);
        spans.Select(span => span.Service).Distinct().Order().ShouldBe(Services);
        var request = spans.Single(span => span.Name == "POST /v1/events");
        request.ParentId.ShouldBe("b7ad6b7169203331");
        foreach (var step in Steps) spans.ShouldContain(span => span.Name == step && span.ParentId == request.SpanId);
    }

    [Fact]
    public async Task A_traceparent_of_an_event_counts_more_than_that_of_its_request()
    {
        using var feed = platform.Ingestion.Client(Role.Feed);
        feed.DefaultRequestHeaders.Add("traceparent", $"00-{TraceOfRequest}-b7ad6b7169203331-01");
        var own = Events.Funding("Traced by its feed", "traced-2");
        own["traceparent"] = $"00-{TraceOfEvent}-00f067aa0ba902b7-01";

        using var answer = await feed.PostEventsAsync(Events.Lines([own, Events.Funding("Traced by its request", "traced-3")]));
        answer.EnsureSuccessStatusCode();

        await IsAppendedUnderAsync(TraceOfEvent, _ => "00f067aa0ba902b7");
        await IsAppendedUnderAsync(TraceOfRequest, spans => spans.First(span => span.Name == "POST /v1/events").SpanId);
    }

    private async Task IsAppendedUnderAsync(string trace, Func<IReadOnlyList<CollectedSpan>, string> parent)
    {
        var spans = await Eventually.Get($"{trace} has the span of a fold",
            () => Task.FromResult(collector.Of(trace)), found => found.Any(span => span.Name == "fold reports"));
        spans.ShouldContain(span => span.Name == "append reports" && span.ParentId == parent(spans));
    }

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed) TestContext.Current.TestOutputHelper?.WriteLine(platform.Log);
        if (platform is not null) await platform.DisposeAsync();
        await collector.DisposeAsync();
    }

    private static bool IsWhole(IReadOnlyList<CollectedSpan> spans) =>
        Steps.All(step => spans.Any(span => span.Name == step)) && spans.Any(span => span.Name == "POST /v1/events");

    private Task<string> FirstAsync(string path, CancellationToken ct) =>
        new Follower(platform.Reader, path).FollowAsync(ct).Select(message => message.Id).FirstAsync(ct).AsTask();

    private static async Task<double> GaugeAsync(ServiceProcess service, string name) =>
        (await Metrics.ReadAsync(service)).Where(sample => sample.Name == name).Sum(sample => sample.Value);
}
