using EventPlatform.IntegrationTests.Log;
using EventPlatform.Servers;
using Npgsql;

namespace EventPlatform.IntegrationTests.ReadTables;

/// <summary>
/// Pages are committed without waiting for the disk, so a crash of PostgreSQL can take back pages that readers have seen. They are folded
/// again, and none is skipped.
/// </summary>
[Trait("Servers", "any")]
public sealed class Lost_pages : IAsyncLifetime
{
    // Only a commit that waits for the disk flushes the end of the WAL
    private readonly TestServers servers = new() { Native = true, Durable = true, PostgresSettings = ["wal_writer_delay=10s"] };
    private LogWorkspace log = null!;
    private ServiceProcess projections = null!;

    public async ValueTask InitializeAsync()
    {
        await servers.InitializeAsync();
        log = new LogWorkspace(servers);
        await log.InitializeAsync();
        projections = new ServiceProcess("Projections", log.Workspace);
        await projections.StartReadyAsync();
    }

    [Fact]
    public async Task A_crash_takes_back_pages_and_they_are_folded_again()
    {
        await AppendAsync(1, 10);
        await FoldedAsync(10);
        await using var connection = await log.Postgres.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        // Otherwise the search for candidates would commit and wait for the disk
        await using (var candidates = new NpgsqlCommand("select from read_1.candidate_mark for update", connection, transaction))
            await candidates.ExecuteNonQueryAsync();
        await AppendAsync(11, 10);
        await FoldedAsync(20);

        await using (await Frozen.ProcessAsync(projections.Id))
        {
            var postgres = servers.Processes.Single(server => server.Name == "postgres");
            await postgres.KillAsync();
            await postgres.StartReadyAsync();
            await Eventually.Get("the crash took back what was not on disk", MarkAsync, mark => mark < 20);
            (await log.Workspace.ScalarAsync<long>("select count(*) from log.mt_events")).ShouldBe(20, "the log loses nothing");
        }

        await Eventually.Be("more reports are appended", async () => { await AppendAsync(21, 5); return true; });
        await FoldedAsync(25);
        var built = await Generations.BuildAsync(projections);
        (await Generations.DifferencesAsync(log.Workspace, 1, built)).ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed) TestContext.Current.TestOutputHelper?.WriteLine(projections.Log);
        if (projections is not null) await projections.DisposeAsync();
        if (log is not null) await log.DisposeAsync();
        await servers.DisposeAsync();
    }

    private async Task AppendAsync(int first, int count) =>
        await log.AppendAsync([.. Enumerable.Range(first, count).Select(number => Reports.Funding($"lost-{number}", $"lost-{number}"))]);

    private async Task FoldedAsync(long facts) =>
        await Eventually.Get($"there are {facts} facts",
            () => log.Workspace.ScalarAsync<long>("select count(*) from read_1.facts"), count => count == facts);

    private Task<long> MarkAsync() => log.Workspace.ScalarAsync<long>("select position from read_1.mark");
}
