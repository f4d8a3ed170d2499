using EventPlatform.IntegrationTests.Log;
using EventPlatform.Servers;
using Npgsql;

namespace EventPlatform.IntegrationTests.ReadTables;

/// <summary>A page waits for a lock until its statement is cancelled, as may happen while indexes of large tables are created.</summary>
[Trait("Servers", "any")]
public sealed class Slow_writes(LogWorkspace log) : IClassFixture<LogWorkspace>
{
    private const int Reports = 5;

    [Fact]
    public async Task A_page_that_was_cancelled_is_written_again()
    {
        await using var projections = new ServiceProcess(
            "Projections", log.Workspace, ("ConnectionStrings__Postgres", $"{log.Workspace.PostgresConnection};Command Timeout=1"));
        await projections.StartReadyAsync();
        await using (var connection = await log.Postgres.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using var keep = new NpgsqlCommand("lock table read_1.names in share mode", connection, transaction);
            await keep.ExecuteNonQueryAsync();
            await log.AppendAsync(Log.Reports.Chunk("slow", "slow", Reports));
            await Eventually.Be("the page waits for the lock", async () => await WaitingAsync() > 0);
            await Eventually.Be("the statement is cancelled", async () => await WaitingAsync() == 0);
        }

        await Generations.IsCaughtUpAsync(projections);
        (await log.Workspace.ScalarAsync<long>("select count(*) from read_1.facts")).ShouldBe(Reports);
    }

    private Task<long> WaitingAsync() =>
        log.Workspace.ScalarAsync<long>("select count(*) from pg_locks where not granted and relation = 'read_1.names'::regclass");
}
