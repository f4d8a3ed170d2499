using EventPlatform.EventStore;
using EventPlatform.Servers;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventPlatform.IntegrationTests.Log;

public sealed class Held_appends(LogWorkspace log) : IClassFixture<LogWorkspace>
{
    private readonly ReportAppender appender = log.Appender();

    [Fact]
    public async Task A_held_partition_is_told_until_it_goes_on_whatever_the_others_do()
    {
        await ExecuteAsync(
            """
            create function log.no_room() returns trigger language plpgsql as $$ begin raise 'no room' using errcode = 'disk_full'; end $$;
            create trigger no_room before insert on log.mt_events for each row when (new.stream_id = 'company/held') execute function log.no_room();
            """);
        var held = appender.AppendAsync(3, Reports.Chunk("held", "held", 5), TestContext.Current.CancellationToken);
        await Eventually.Be("the append is held", async () => (await HealthAsync()).Status == HealthStatus.Unhealthy);

        await appender.AppendAsync(4, Reports.Chunk("free", "free", 5), TestContext.Current.CancellationToken);

        (await log.StreamAsync(Reports.Stream("free"))).Count.ShouldBe(5);
        (await HealthAsync()).Description.ShouldBe("appends of partition 3 are held and retried: Postgres refuses: no room (53100)");
        await ExecuteAsync("drop trigger no_room on log.mt_events");
        await held;
        (await HealthAsync()).Status.ShouldBe(HealthStatus.Healthy);
        (await log.StreamAsync(Reports.Stream("held"))).Select(stored => stored.Id)
            .ShouldBe(["held-1", "held-2", "held-3", "held-4", "held-5"]);
    }

    private Task<HealthCheckResult> HealthAsync() =>
        appender.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);

    private async Task ExecuteAsync(string sql)
    {
        await using var command = log.Postgres.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
