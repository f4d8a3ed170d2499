using EventPlatform.IntegrationTests.Log;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.ReadTables;

/// <summary>Tests that check promised times run alone, because others would take the processors.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class PromisedTimes
{
    public const string Name = "promised times";
}

/// <summary>Two generations follow the log, and burnt positions between its reports hold up neither.</summary>
[Collection(PromisedTimes.Name)]
public sealed class Holes_and_projections(LogWorkspace log) : IClassFixture<LogWorkspace>, IAsyncLifetime
{
    private readonly ServiceProcess eventStore = new("EventStore", log.Workspace);
    private readonly ServiceProcess projections = new("Projections", log.Workspace);

    public async ValueTask InitializeAsync()
    {
        await Task.WhenAll(projections.StartReadyAsync(), eventStore.StartReadyAsync());
        await log.AppendAsync(Reports.Funding("holes", "warm-up"));
        if (!await log.Workspace.ScalarAsync<bool>("select to_regclass('read_2.mark') is not null"))
            await Generations.BuildAsync(projections);
    }

    [Fact]
    public async Task A_position_that_a_failed_append_burnt_is_passed_with_the_next_report()
    {
        for (var round = 1; round <= 3; round++)
        {
            await log.BurnPositionAsync();
            await ProjectionsPass((await log.AppendAsync(Reports.Funding("holes", $"next-{round}")))[0].Position);
        }
    }

    [Fact]
    public async Task A_hole_that_no_report_follows_is_filled_and_the_report_after_it_is_seen()
    {
        await log.BurnPositionAsync();
        var burnt = await log.Workspace.ScalarAsync<long>("select last_value from log.mt_events_sequence");

        await Eventually.Get(
            "the idle check fills the hole",
            () => log.Workspace.ScalarAsync<long>("select max(seq_id) from log.mt_events"), last => last >= burnt);
        await ProjectionsPass((await log.AppendAsync(Reports.Funding("holes", "after-idle")))[0].Position);
    }

    public async ValueTask DisposeAsync()
    {
        await projections.DisposeAsync();
        await eventStore.DisposeAsync();
    }

    /// <summary>
    /// Waits until both generations pass a position, and checks that the daemon read a tombstone in the hole instead of skipping it.
    /// </summary>
    private async Task ProjectionsPass(long position)
    {
        foreach (var generation in (int[])[1, 2])
        {
            await Eventually.Get($"generation {generation} passes position {position}",
                () => log.Workspace.ScalarAsync<long>($"select position from read_{generation}.mark"), mark => mark >= position);
        }

        (await log.Workspace.ScalarAsync<long>("select count(*) from log.mt_high_water_skips")).ShouldBe(0);
    }
}
