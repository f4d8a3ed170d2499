using System.Net;
using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.IntegrationTests.Log;
using EventPlatform.Servers;
using EventPlatform.Storage.ReadTables;
using Npgsql;

namespace EventPlatform.IntegrationTests.ReadTables;

/// <summary>Builds that ended before their tables were complete, and builds that another process is working on.</summary>
[Trait("Servers", "any")]
public sealed class Interrupted_builds(LogWorkspace log) : IClassFixture<LogWorkspace>, IAsyncLifetime
{
    private readonly ServiceProcess projections = new("Projections", log.Workspace);

    public async ValueTask InitializeAsync()
    {
        await projections.StartReadyAsync();
        await log.AppendAsync(Reports.Funding("interrupted", "i-1"));
        await Generations.IsCaughtUpAsync(projections);
    }

    public ValueTask DisposeAsync() => projections.DisposeAsync();

    [Fact]
    public async Task A_build_that_a_crash_ended_is_begun_anew()
    {
        var served = await ServedAsync();
        var number = await Generations.BuildAsync(projections);
        await projections.KillAsync();
        // As a crash would leave it: with rows, but without keys and without the progress of the daemon
        await log.Workspace.ScalarAsync<object>(
            $"""
            comment on schema read_{number} is '{ReadSchema.Unfinished}';
            update read_{number}.mark set position = 0, epoch = -epoch;
            alter table read_{number}.facts drop constraint facts_pkey;
            insert into read_{number}.facts select * from read_{number}.facts;
            delete from log.mt_event_progression where name like 'facts_{number}:%';
            """);
        projections.Start();

        await Eventually.Get("the generation is built", () => StateAsync(number), state => state == "ready");
        (await Generations.DifferencesAsync(log.Workspace, served, number)).ShouldBeEmpty();
        await DiscardAsync(number);
    }

    [Fact]
    public async Task A_build_that_another_process_is_at_is_left_to_it()
    {
        await log.Workspace.ScalarAsync<object>("insert into read.builds select max(number) + 1 from read.generations");
        await using (var connection = await log.Postgres.OpenConnectionAsync())
        {
            await using var other = await connection.BeginTransactionAsync();
            await using (var hold = new NpgsqlCommand("select number from read.builds for update", connection, other))
                await hold.ExecuteNonQueryAsync();
            var number = await BeginAsync();
            await log.AppendAsync(Reports.Funding("interrupted", $"i-{number}"));
            await Generations.IsCaughtUpAsync(projections);
            await Eventually.Be("Projections has tried to begin the build", () => log.Workspace.ScalarAsync<bool>(
                "select exists (select from pg_stat_activity where query like 'select number from read.builds%skip locked')"));
            (await log.Workspace.ScalarAsync<bool>($"select to_regnamespace('read_{number}') is null")).ShouldBeTrue();
            await other.RollbackAsync();

            await Eventually.Get("the generation is built", () => StateAsync(number), state => state == "ready");
            await DiscardAsync(number);
        }
    }

    [Fact]
    public async Task A_build_that_fails_is_reported_and_tried_again_while_the_served_tables_go_on()
    {
        await log.AppendAsync(Reports.Funding("interrupted", "before"));
        await Generations.IsCaughtUpAsync(projections);
        var recorded = await log.Workspace.ScalarAsync<string>("select timestamp::text from log.mt_events where seq_id = 1");
        await log.Workspace.ScalarAsync<object>("update log.mt_events set timestamp = 'infinity' where seq_id = 1");
        var number = await BeginAsync();
        await Eventually.Be(
            "the failure is logged", () => projections.Output.Contains($"Generation {number} cannot be built", StringComparison.Ordinal));
        await log.AppendAsync(Reports.Funding("interrupted", $"i-{number}"));
        await Generations.IsCaughtUpAsync(projections);
        await log.Workspace.ScalarAsync<object>($"update log.mt_events set timestamp = '{recorded}' where seq_id = 1");

        await Eventually.Get("the generation is built", () => StateAsync(number), state => state == "ready");
        await DiscardAsync(number);
    }

    [Fact]
    public async Task Query_answers_503_until_the_first_build_is_complete()
    {
        await using var query = new ServiceProcess("Query", log.Workspace);
        await query.StartReadyAsync();
        using var reader = query.Client(Role.Read);
        await log.Workspace.ScalarAsync<object>("update read_1.mark set epoch = -epoch");

        using var unbuilt = await reader.GetAsync(new Uri("/v1/facts", UriKind.Relative));
        unbuilt.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await log.Workspace.ScalarAsync<object>("update read_1.mark set epoch = -epoch");

        using var built = await reader.GetAsync(new Uri("/v1/facts", UriKind.Relative));
        built.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<int> ServedAsync() => (int)(await GetAsync("/v1/progress"))["generation"]!;

    private async Task<string> StateAsync(int number) => (string)(await GetAsync("/v1/generations"))["items"]!.AsArray()
        .Single(generation => (int)generation!["number"]! == number)!["state"]!;

    private async Task<int> BeginAsync()
    {
        using var ops = projections.Client(Role.Ops);
        using var begun = await ops.PostAsync(new Uri("/v1/generations", UriKind.Relative), Events.Content("{}", "application/json"));
        return (int)JsonNode.Parse(await begun.Content.ReadAsStringAsync())!["number"]!;
    }

    private async Task DiscardAsync(int number)
    {
        using var ops = projections.Client(Role.Ops);
        (await ops.DeleteAsync(new Uri($"/v1/generations/{number}", UriKind.Relative))).Dispose();
        await Eventually.Be("the tables of the generation are gone",
            async () => await log.Workspace.ScalarAsync<bool>($"select to_regnamespace('read_{number}') is null"));
    }

    private async Task<JsonNode> GetAsync(string path)
    {
        using var ops = projections.Client(Role.Ops);
        return JsonNode.Parse(await ops.GetStringAsync(new Uri(path, UriKind.Relative)))!;
    }
}
