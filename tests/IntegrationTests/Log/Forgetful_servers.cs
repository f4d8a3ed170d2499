using EventPlatform.EventStore;
using EventPlatform.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace EventPlatform.IntegrationTests.Log;

public sealed class Forgetful_servers(LogWorkspace log) : IClassFixture<LogWorkspace>
{
    [Fact]
    public async Task The_servers_that_tests_kill_keep_what_they_committed()
    {
        (await log.Workspace.ScalarAsync<string>("show synchronous_commit")).ShouldBe("on");
        (await log.Workspace.ScalarAsync<string>("show full_page_writes")).ShouldBe("on");
    }

    [Fact]
    public async Task Nothing_is_stored_where_commits_may_be_lost_and_readiness_says_why()
    {
        await using var forgetful = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(log.Workspace.PostgresConnection) { Options = "-c synchronous_commit=off" });
        var migration = new LogMigration(log.Store, forgetful, NullLogger<LogMigration>.Instance);
        using var stop = new CancellationTokenSource();

        var running = migration.RunAsync(stop.Token);

        await Eventually.Be("readiness reports the reason", async () =>
            (await migration.CheckHealthAsync(new(), TestContext.Current.CancellationToken)).Description
                == "synchronous_commit is off, so acknowledged reports would be lost in a crash: set it to on");
        running.IsCompleted.ShouldBeFalse();
        await stop.CancelAsync();
        await running.ShouldThrowAsync<OperationCanceledException>();
    }
}
