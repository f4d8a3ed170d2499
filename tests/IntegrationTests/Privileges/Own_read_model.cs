using System.Net;
using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.IntegrationTests.Privileges;

/// <summary>The program of docs/own-read-model.md, with the role and the statements that the page shows.</summary>
[Collection<Installation>]
[Trait("Servers", "any")]
public sealed class Own_read_model(DeployedServices services) : IDisposable
{
    private const string Progress = "select last_seq_id from funding.mt_event_progression where name = 'Round:All'";

    private static readonly string Rebuild = File.ReadAllText(Path.Combine(Machine.Repository, "tests/OwnReadModel/rebuild.sql"));

    private readonly ServiceProcess own = services["OwnReadModel"];
    private readonly HttpClient feed = services["Ingestion"].Client(Role.Feed);
    private readonly HttpClient reader = services["OwnReadModel"].Client(Role.Read);

    [Fact]
    public async Task Follows_what_is_stored_and_adds_up_the_report_in_force_of_each_record()
    {
        await PostAsync(Report("followed", "a-1", 100, record: "a", sequence: 1),
            Report("followed", "b-1", 50, record: "b"), Report("followed", "c", 7));
        await AddsUpAsync("followed", rounds: 3, amount: 157, reports: 3);

        await PostAsync(Report("followed", "a-3", 300, record: "a", sequence: 3),
            Retraction("followed", "b-2", "recordKey", "b"), Retraction("followed", "c-2", "id", "c"));
        await AddsUpAsync("followed", rounds: 1, amount: 300, reports: 2);

        await PostAsync(Report("followed", "a-2", 200, record: "a", sequence: 2), Report("followed", "b-3", 60, record: "b"));
        await AddsUpAsync("followed", rounds: 2, amount: 360, reports: 6);
    }

    [Fact]
    public async Task Goes_on_after_a_kill_in_a_page_without_counting_a_report_twice()
    {
        await PostAsync(Report("killed", "first", 1, record: "r-0"));
        await AddsUpAsync("killed", rounds: 1, amount: 1, reports: 1);
        await using (var other = await services.ConnectAsync())
        {
            await using var transaction = await other.BeginTransactionAsync();
            await using (var hold = new NpgsqlCommand($"{Progress} for update", other, transaction)) await hold.ExecuteNonQueryAsync();
            await PostAsync([.. Enumerable.Range(0, 500).Select(number => Report("killed", $"k-{number}", 2, record: $"r-{number % 20}"))]);
            await Eventually.Be("a page waits to commit", () => services.ScalarAsync<bool>(null,
                "select exists (select from pg_stat_activity where usename = 'funding' and wait_event_type = 'Lock')"));
            await own.KillAsync();
        }

        await own.StartReadyAsync();

        await AddsUpAsync("killed", rounds: 20, amount: 40, reports: 501);
    }

    [Fact]
    public async Task Counts_a_report_once_while_two_instances_run()
    {
        await using var second = services.NewOwnReadModel();
        await second.StartReadyAsync();

        for (var number = 0; number < 100; number++) await PostAsync(Report("twice", $"t-{number}", 2, record: $"r-{number % 10}"));

        await AddsUpAsync("twice", rounds: 10, amount: 20, reports: 100);
    }

    [Fact]
    public async Task A_rebuild_restores_the_same_state()
    {
        await PostAsync([.. Enumerable.Range(0, 100)
            .Select(number => Report("rebuilt", $"r-{number}", number, record: $"r-{number % 10}"))]);
        await AddsUpAsync("rebuilt", rounds: 10, amount: 945, reports: 100);

        await RebuildAsync();

        await AddsUpAsync("rebuilt", rounds: 10, amount: 945, reports: 100);
    }

    [Fact]
    public async Task Stands_at_a_report_that_it_cannot_fold_and_says_so_and_goes_on_once_it_can()
    {
        await PostAsync(Report("broken", "b-1", 1, record: "b"));
        await AddsUpAsync("broken", rounds: 1, amount: 1, reports: 1);
        const string Document = "where data ->> 'source' = '/feeds/broken'";
        await services.ScalarAsync<object>("funding", $"update funding.mt_doc_round set data = data - 'reports' {Document}");

        await PostAsync(Report("broken", "b-2", 2, record: "b"));
        await Eventually.Get("readiness names the position where it stands", ReadinessAsync,
            said => said.Contains("Round:All is stopped at position", StringComparison.Ordinal));
        await services.ScalarAsync<object>("funding", $$"""update funding.mt_doc_round set data = data || '{"reports": 1}' {{Document}}""");

        await AddsUpAsync("broken", rounds: 1, amount: 2, reports: 2);
        await Eventually.Get("the read model is ready again",
            ReadinessAsync, said => !said.Contains("Unhealthy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Does_not_follow_a_log_that_lost_reports_until_it_is_rebuilt()
    {
        await PostAsync(Report("restored", "r-1", 1));
        await AddsUpAsync("restored", rounds: 1, amount: 1, reports: 1);
        await own.StopAsync();
        await services.ScalarAsync<object>("funding", "update funding.mt_event_progression set last_seq_id = last_seq_id + 1000000");

        own.Start();
        await Eventually.Get("readiness reports the lost reports", ReadinessAsync,
            said => said.Contains("a restore lost reports", StringComparison.Ordinal));
        await RebuildAsync();

        await AddsUpAsync("restored", rounds: 1, amount: 1, reports: 1);
    }

    [Fact]
    public async Task Keeps_its_progress_to_itself_and_Projections_goes_on_beside_it()
    {
        await PostAsync(Report("beside", "b-1", 1));
        await AddsUpAsync("beside", rounds: 1, amount: 1, reports: 1);

        (await services.ScalarAsync<long>("funding", Progress)).ShouldBeGreaterThan(0);
        const string Others = "select count(*) from log.mt_event_progression where name !~ '^(facts_|HighWater)'";
        (await services.ScalarAsync<long>(null, Others)).ShouldBe(0);
        await Generations.IsCaughtUpAsync(services["Projections"]);
    }

    [Fact]
    public async Task Its_daemon_sees_the_appends_in_flight_before_which_it_stops()
    {
        await using var eventStore = await services.ConnectAsync("eventstore");
        await using var append = await eventStore.BeginTransactionAsync();
        await ReportLog.TakeAppendLockAsync(append, CancellationToken.None);

        var sees = $"select xact_start is not null from pg_stat_activity where pid = {eventStore.ProcessID}";
        (await services.ScalarAsync<bool>("funding", sees)).ShouldBeTrue();
    }

    public void Dispose()
    {
        reader.Dispose();
        feed.Dispose();
    }

    private async Task PostAsync(params JsonObject[] events)
    {
        using var posted = await feed.PostEventsAsync(Events.Lines(events));
        posted.StatusCode.ShouldBe(HttpStatusCode.Accepted, await posted.Content.ReadAsStringAsync());
    }

    private async Task RebuildAsync()
    {
        await own.StopAsync();
        await services.ScalarAsync<object>("funding", Rebuild);
        await own.StartReadyAsync();
    }

    /// <summary>Waits until a feed's rounds of 2020 in dollars add up to these figures.</summary>
    private async Task AddsUpAsync(string name, int rounds, decimal amount, int reports)
    {
        var expected = $$"""[{"year":2020,"currency":"USD","rounds":{{rounds}},"amount":{{amount}},"reports":{{reports}}}]""";
        var address = new Uri($"/v1/rounds?source=/feeds/{name}", UriKind.Relative);
        await Eventually.Get($"the rounds of {name} are {expected}", () => reader.GetStringAsync(address), answer => answer == expected);
    }

    private async Task<string> ReadinessAsync()
    {
        using var answer = await reader.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return await answer.Content.ReadAsStringAsync();
    }

    private static JsonObject Report(string name, string id, decimal amount, string? record = null, int? sequence = null)
    {
        var report = Events.Funding("Own", id, amount, $"/feeds/{name}");
        if (record is not null) report["recordkey"] = record;
        if (sequence is not null) report["sequence"] = $"{sequence}";
        return report;
    }

    private static JsonObject Retraction(string name, string id, string by, string target) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = id,
        ["source"] = $"/feeds/{name}",
        ["type"] = "ReportRetracted",
        ["data"] = new JsonObject { ["target"] = new JsonObject { [by] = target }, ["reason"] = "withdrawn" },
    };
}
