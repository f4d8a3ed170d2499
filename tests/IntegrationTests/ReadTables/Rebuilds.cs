using System.Net;
using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.IntegrationTests.Log;
using EventPlatform.Servers;
using Npgsql;

namespace EventPlatform.IntegrationTests.ReadTables;

/// <summary>Another generation is built, compared, promoted and discarded while readers keep reading.</summary>
[Trait("Servers", "any")]
public sealed class Rebuilds(LogWorkspace log) : IClassFixture<LogWorkspace>, IAsyncLifetime
{
    private readonly ServiceProcess projections = new("Projections", log.Workspace);
    private readonly ServiceProcess query = new("Query", log.Workspace);
    private HttpClient ops = null!;
    private HttpClient reader = null!;
    private int reads;

    public async ValueTask InitializeAsync()
    {
        await Task.WhenAll(projections.StartReadyAsync(), query.StartReadyAsync());
        (ops, reader) = (projections.Client(Role.Ops), query.Client(Role.Read));
    }

    [Fact]
    public async Task Are_compared_and_served_without_an_error_an_empty_answer_or_a_step_back()
    {
        await log.AppendAsync([.. Enumerable.Range(1, 300).Select(number => Reports.Funding("rebuilt", $"r-{number}"))]);
        await Generations.IsCaughtUpAsync(projections);
        using var enough = new CancellationTokenSource();
        var reading = Task.Run(() => ReadAsync(enough.Token));

        var served = (int)(await SendAsync(HttpMethod.Get, "/v1/progress")).Answer!["generation"]!;
        var number = await Generations.BuildAsync(projections);
        (await SendAsync(HttpMethod.Delete, $"/v1/generations/{served}")).Status.ShouldBe(HttpStatusCode.Conflict);
        await Eventually.Be("the new generation is served",
            async () => (await SendAsync(HttpMethod.Post, $"/v1/generations/{number}/promote")).Status == HttpStatusCode.OK);
        var before = Volatile.Read(ref reads);
        await Eventually.Be("readers read the new generation", () => Volatile.Read(ref reads) > before + 5);
        await enough.CancelAsync();
        await reading;

        await Eventually.Be("both generations are at one position and equal", async () =>
            await SendAsync(HttpMethod.Post, $"/v1/generations/{served}/compare") is { Status: HttpStatusCode.OK, Answer: var compared }
                && (bool)compared!["equal"]!);
        (await SendAsync(HttpMethod.Delete, $"/v1/generations/{served}")).Status.ShouldBe(HttpStatusCode.NoContent);
        await Eventually.Be("the tables of the discarded generation are gone",
            async () => await log.Workspace.ScalarAsync<bool>($"select to_regclass('read_{served}.facts') is null"));
        (await SendAsync(HttpMethod.Post, $"/v1/generations/{served}/promote")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await AuditAsync(number)).ShouldBe(["generation-begun", "generation-promoted"]);
        (await AuditAsync(served)).TakeLast(2).ShouldBe(["generation-compared", "generation-discarded"]);
    }

    /// <summary>Returns the audited actions of the ops key on a generation, each once, because the test repeats some.</summary>
    private Task<List<string>> AuditAsync(int number) => log.Workspace.ListAsync<string>(
        $"""
        select action from audit.entries
        where (detail ->> 'number')::int = {number} and who = 'tests-Ops' and key = '{AccessDirectory.HashOf(Keys.Of(Role.Ops))[..12]}' and origin = '127.0.0.1'
        group by action order by min(id)
        """);

    [Fact]
    public async Task Without_tables_it_is_building_and_can_be_neither_compared_nor_promoted()
    {
        await log.AppendAsync(Reports.Funding("early", "e-1"));
        await Generations.IsCaughtUpAsync(projections);
        await using var connection = await log.Postgres.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var tablesWait = new NpgsqlCommand(
            "lock table log.mt_event_progression in share update exclusive mode", connection, transaction))
            await tablesWait.ExecuteNonQueryAsync();

        var number = (int)(await SendAsync(HttpMethod.Post, "/v1/generations", "{}")).Answer!["number"]!;

        foreach (var action in (string[])["compare", "promote"])
        {
            var (status, refused) = await SendAsync(HttpMethod.Post, $"/v1/generations/{number}/{action}");
            (status, (string)refused!["title"]!).ShouldBe((HttpStatusCode.Conflict, "The generation is still being built"), action);
        }

        (await StateAsync(number)).ShouldBe("building");
        await transaction.RollbackAsync();
        await Eventually.Get("the generation is ready", () => StateAsync(number), state => state == "ready");
        (await SendAsync(HttpMethod.Post, $"/v1/generations/{number}/compare")).Status.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(HttpMethod.Delete, $"/v1/generations/{number}")).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Read_tables_of_an_older_version_are_replaced_by_a_build()
    {
        await log.AppendAsync(Reports.Funding("older", "o-1"));
        await Generations.IsCaughtUpAsync(projections);
        var served = (int)(await SendAsync(HttpMethod.Get, "/v1/progress")).Answer!["generation"]!;
        await log.Workspace.ScalarAsync<long>(
            $"alter table read_{served}.facts drop column has_left; comment on schema read_{served} is null");
        await RestartAsync();
        await log.AppendAsync(Reports.Funding("older", "o-2"));

        await Eventually.Be("another generation is served",
            async () => (int)(await SendAsync(HttpMethod.Get, "/v1/progress")).Answer!["generation"]! != served);
        await Generations.IsCaughtUpAsync(projections);
        (await StateAsync(served)).ShouldBe("other-version");
        foreach (var action in (string[])["compare", "promote"])
        {
            var (status, refused) = await SendAsync(HttpMethod.Post, $"/v1/generations/{served}/{action}");
            (status, (string)refused!["title"]!).ShouldBe((HttpStatusCode.Conflict, "The tables have another version"), action);
        }

        (await SendAsync(HttpMethod.Delete, $"/v1/generations/{served}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await FactsAsync("older")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Tables_of_an_older_version_are_served_until_the_build_is_complete_and_readiness_says_so()
    {
        await log.AppendAsync(Reports.Funding("elder", "elder-1"));
        await Generations.IsCaughtUpAsync(projections);
        var served = (int)(await SendAsync(HttpMethod.Get, "/v1/progress")).Answer!["generation"]!;
        await projections.KillAsync();
        await log.Workspace.ScalarAsync<long>($"comment on schema read_{served} is null");
        // A build that the older version began and did not complete
        var inTheWay = await log.Workspace.ScalarAsync<int>(
            "insert into read.generations (number) select max(number) + 1 from read.generations returning number");
        await log.Workspace.ScalarAsync<long>($"create schema read_{inTheWay}");
        projections.Start();

        await Eventually.Be("readiness names both generations", async () => (await ReadyAsync()).Contains(
            $"generation {served} was made by another version, and so was generation {inTheWay}, which blocks a new build",
            StringComparison.Ordinal));
        (await FactsAsync("elder")).Count.ShouldBe(1);

        (await SendAsync(HttpMethod.Delete, $"/v1/generations/{inTheWay}")).Status.ShouldBe(HttpStatusCode.NoContent);
        await Eventually.Get("this version's build is served",
            async () => (int)(await SendAsync(HttpMethod.Get, "/v1/progress")).Answer!["generation"]!, number => number > inTheWay);
        (await SendAsync(HttpMethod.Delete, $"/v1/generations/{served}")).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_group_whose_fold_fails_is_parked_others_go_on_and_a_redrive_folds_it_anew()
    {
        await log.AppendAsync(Reports.Shipped("p-1", "2020-01-31"), Reports.Shipped("p-2", null));
        await log.AppendAsync(Reports.Shipped("p-3", "2020-02-29"), Reports.Funding("parking", "f-1"));
        await Generations.IsCaughtUpAsync(projections);

        var parked = (await SendAsync(HttpMethod.Get, "/v1/parked")).Answer!["items"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)parked["id"]!, (string?)parked["error"]).ShouldBe(("p-2", (string?)parked["error"]));
        await Eventually.Get("Projections is degraded", ready, status => status == "Degraded");
        (await FactsAsync("parking")).ShouldBe(["FundingRaised", "ProductShipped", "ProductShipped"]);

        // As if a newer version could read the report
        await log.Workspace.ScalarAsync<long>(
            """update log.mt_events set data = jsonb_set(data, '{data,asOf}', '"2020-03-31"') where data->>'id' = 'p-2'""");
        (await RedriveAsync()).Status.ShouldBe(HttpStatusCode.Accepted);

        await Eventually.Be("nothing is parked",
            async () => (await SendAsync(HttpMethod.Get, "/v1/parked")).Answer!["items"]!.AsArray().Count == 0);
        (await FactsAsync("parking")).ShouldBe(["FundingRaised", "ProductShipped", "ProductShipped", "ProductShipped"]);
        await Eventually.Get("Projections is healthy", ready, status => status == "Healthy");
        (await RedriveAsync()).Status.ShouldBe(HttpStatusCode.Conflict);

        async Task<string> ready() => (string)(await SendAsync(HttpMethod.Get, "/health/ready")).Answer!["status"]!;
    }

    [Fact]
    public async Task A_report_that_cannot_be_read_is_not_passed_over()
    {
        await log.AppendAsync(Reports.Shipped("u-1", "2020-01-31", "Unread"),
            Reports.Shipped("u-2", "2020-02-29", "Unread"), Reports.Shipped("u-3", "2020-04-30", "Unread"));
        await Generations.IsCaughtUpAsync(projections);
        await projections.KillAsync();
        var unread = (await log.AppendAsync(Reports.Shipped("u-4", "2020-05-31", "Unread")))[0].Position;
        await log.Workspace.ScalarAsync<long>(
            $"""update log.mt_events set data = jsonb_set(data, '{"{data,measure}"}', '"no such measure"') where seq_id = {unread}""");
        await log.AppendAsync(Reports.Shipped("u-5", "2020-06-30", "Unread"));
        projections.Start();

        await Eventually.Be("readiness reports the position where the read tables stand",
            async () => (await ReadyAsync())
                .Contains($"have been at position {unread - 1} of {unread + 1}", StringComparison.Ordinal),
            TimeSpan.FromSeconds(60));

        // As if a newer version could read the report
        await log.Workspace.ScalarAsync<long>(
            $"""update log.mt_events set data = jsonb_set(data, '{"{data,measure}"}', '"cumulative"') where seq_id = {unread}""");
        await Generations.IsCaughtUpAsync(projections);
    }

    private async Task RestartAsync()
    {
        await projections.KillAsync();
        projections.Start();
    }

    private async Task<string> ReadyAsync()
    {
        try
        {
            return (await SendAsync(HttpMethod.Get, "/health/ready")).Answer!.ToJsonString();
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }

    public async ValueTask DisposeAsync()
    {
        ops.Dispose();
        reader.Dispose();
        await projections.DisposeAsync();
        await query.DisposeAsync();
    }

    /// <summary>Appends and reads in turn. Each answer must have at least as many rounds as the one before.</summary>
    private async Task ReadAsync(CancellationToken enough)
    {
        var rounds = 0L;
        while (!enough.IsCancellationRequested)
        {
            await log.AppendAsync(Reports.Funding("rebuilt", $"meanwhile-{reads}"));
            var totals = JsonNode.Parse(
                await reader.GetStringAsync(new Uri("/v1/funding/totals?groupBy=company", UriKind.Relative), CancellationToken.None))!;
            var now = (long)totals["items"]!.AsArray().Single(item => (string)item!["key"]! == "rebuilt")!["rounds"]!;
            now.ShouldBeGreaterThanOrEqualTo(rounds);
            rounds = now;
            Interlocked.Increment(ref reads);
        }
    }

    private async Task<(HttpStatusCode Status, JsonNode? Answer)> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null) request.Content = Events.Content(body, "application/json");
        using var answer = await ops.SendAsync(request);
        var answered = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, answered.Length == 0 ? null : JsonNode.Parse(answered));
    }

    private Task<(HttpStatusCode Status, JsonNode? Answer)> RedriveAsync() =>
        SendAsync(HttpMethod.Post, "/v1/parked/redrive", """{"count":1,"comment":"it can be read now"}""");

    private async Task<string> StateAsync(int number) =>
        (string)(await SendAsync(HttpMethod.Get, "/v1/generations")).Answer!["items"]!.AsArray()
            .Single(generation => (int)generation!["number"]! == number)!["state"]!;

    private async Task<List<string>> FactsAsync(string company) =>
        [.. JsonNode.Parse(await reader.GetStringAsync(new Uri($"/v1/facts?company={company}", UriKind.Relative)))!["items"]!.AsArray()
            .Select(fact => (string)fact!["type"]!).Order()];
}
