using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>The metrics that Prometheus reads from the services.</summary>
[Trait("Servers", "any")]
public sealed partial class Metrics(Platform platform) : EndToEnd(platform)
{
    internal readonly record struct Sample(string Name, string Labels, double Value);

    internal static async Task<IReadOnlyList<Sample>> ReadAsync(ServiceProcess service)
    {
        using var http = service.Client(null);
        var text = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return [.. Line().Matches(text).Select(match => new Sample(
            match.Groups["name"].Value,
            match.Groups["labels"].Value,
            double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture)))];
    }

    [Fact]
    public async Task Count_what_became_of_events_and_show_how_far_each_step_is()
    {
        await Platform.PostAsync(Events.Lines([Events.Funding("Measured", "measured-1"), Events.Funding("Measured", "measured-2", 2)]));
        using var bad = await Platform.Feed.PostEventsAsync(Events.One(Events.Funding("Measured", "")));
        await Platform.AreReadableAsync(2);

        var ingestion = await ReadAsync(Platform.Ingestion);
        ingestion.ShouldContain(sample => sample.Name == "eventplatform_ingestion_events_accepted_total"
            && sample.Labels.Contains("tests-Feed") && sample.Value == 2);
        ingestion.ShouldContain(sample => sample.Name == "eventplatform_ingestion_events_refused_total"
            && sample.Labels.Contains("error_type=\"Invalid\"") && sample.Value == 1);
        ingestion.Count(sample => sample.Name == "eventplatform_queue_chunks").ShouldBe(8);
        var store = await ReadAsync(Platform.EventStore);
        store.ShouldContain(sample =>
            sample.Name == "eventplatform_reports_total" && sample.Labels.Contains("stored") && sample.Value == 2);
        store.Where(sample => sample.Name == "eventplatform_queue_oldest_age_seconds").ShouldAllBe(sample => sample.Value == 0);
        await Eventually.Be("the lag is shown", async () => (await ReadAsync(Platform.Projections))
            .Any(sample => sample.Name == "eventplatform_projection_position"
                && sample.Labels.Contains("served=\"true\"", StringComparison.Ordinal) && sample.Value >= 2));
        foreach (var service in Platform.All)
            (await ReadAsync(service)).Where(sample => sample.Name == "eventplatform_readiness")
                .ShouldAllBe(sample => sample.Value == 2, service.Name);
    }

    [Fact]
    public async Task Show_what_libraries_measure_too()
    {
        var names = (await ReadAsync(Platform.EventStore)).Select(sample => sample.Name).ToHashSet();

        string[] ofLibraries = ["dotnet_gc_collections_total", "http_server_request_duration_seconds_count", "db_client_connection_count"];
        foreach (var name in ofLibraries) names.ShouldContain(name);
    }

    [Fact]
    public async Task Show_no_connection_string()
    {
        foreach (var service in Platform.All)
            (await ReadAsync(service)).ShouldNotContain(
                sample => sample.Labels.Contains("Username", StringComparison.OrdinalIgnoreCase), service.Name);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData(Role.Read, HttpStatusCode.Forbidden)]
    [InlineData(Role.Observer, HttpStatusCode.OK)]
    [InlineData(Role.Ops, HttpStatusCode.OK)]
    public async Task Need_a_key_from_a_network_that_is_not_trusted(Role? role, HttpStatusCode expected)
    {
        await using var service = new ServiceProcess("Query", Platform.Workspace, ("Metrics__Networks", "10.1.0.0/16, fd00::/8"));
        await service.StartReadyAsync();
        using var http = service.Client(role);

        using var answer = await http.GetAsync(new Uri("/metrics", UriKind.Relative));

        answer.StatusCode.ShouldBe(expected);
    }

    [GeneratedRegex(@"^(?<name>[a-z_]+)(\{(?<labels>[^}]*)\})? (?<value>[^ \n]+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Line();
}
