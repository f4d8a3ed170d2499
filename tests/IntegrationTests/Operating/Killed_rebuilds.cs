using EventPlatform.Hosting.Access;
using EventPlatform.IntegrationTests.Import;
using EventPlatform.Servers;
using Npgsql;

namespace EventPlatform.IntegrationTests.Operating;

/// <summary><c>eventctl rebuild --promote</c> while Projections is killed in the middle.</summary>
[Trait("Servers", "any")]
public sealed class Killed_rebuilds(TestServers servers) : IAsyncLifetime
{
    private const int Reports = 200;

    private readonly ImportingPlatform platform = new(servers);

    public async ValueTask InitializeAsync()
    {
        await platform.InitializeAsync();
        await platform.PostAsync(Enumerable.Range(1, Reports).Select(number => Events.Funding($"Killed {number % 9}", $"killed-{number}")));
        await platform.SettleAsync(Reports);
    }

    /// <summary>A lock stops Projections at the point where it is to be killed.</summary>
    [Theory]
    [InlineData("lock table log.mt_events in access exclusive mode", "select coalesce(max(seq_id), 0) from log.mt_events")]
    [InlineData("select from read.generations where served for update", "select number from read.generations where served for update")]
    public async Task The_new_tables_are_served_once_Projections_run_again(string hold, string waiting)
    {
        var projections = platform.Services[3];
        await using (var other = await platform.Workspace.Postgres.OpenConnectionAsync())
        {
            await using var take = new NpgsqlCommand($"begin; {hold}", other);
            await take.ExecuteNonQueryAsync();
            await using var rebuild = platform.EventCtl(Role.Ops, "rebuild", "--promote");
            await Eventually.Be("the rebuild waits for the lock", () => platform.Workspace.ScalarAsync<bool>(
                $"select exists (select from pg_stat_activity where wait_event_type = 'Lock' and query like '{waiting}%')"));
            await projections.KillAsync();
            (await rebuild.ExitAsync()).ShouldBe(1);
        }

        await projections.StartReadyAsync();

        await Eventually.Get("the new tables are served",
            () => platform.Workspace.ScalarAsync<int>("select number from read.generations where served"), served => served == 2);
        (await platform.EventCtlAsync(0, "verify")).ShouldContain("Everything is as it has to be.");
    }

    public ValueTask DisposeAsync() => platform.DisposeAsync();
}
