using EventPlatform.Contracts;

namespace EventPlatform.IntegrationTests.Log;

public sealed class Holes(LogWorkspace log) : IClassFixture<LogWorkspace>
{
    [Fact]
    public async Task The_next_append_fills_what_a_rolled_back_one_burnt()
    {
        var before = (await log.AppendAsync(Reports.Funding("next", "next-1")))[0].Position;
        await RollBackAsync(Reports.Chunk("next", "lost", 3));
        (await log.PositionsAsync())[^1].ShouldBe(before, "a rolled-back append stores nothing");

        var after = (await log.AppendAsync(Reports.Funding("next", "next-2")))[0].Position;

        after.ShouldBe(before + 4);
        await ThenAreTombstones(before + 1, before + 3);
        (await log.StreamAsync(Reports.Stream("next"))).Select(stored => stored.Version).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task The_idle_check_fills_them_where_no_append_follows()
    {
        var before = (await log.AppendAsync(Reports.Funding("idle", "idle-1")))[0].Position;
        await RollBackAsync(Reports.Chunk("idle", "idle-lost", 2));

        await log.Workspace.ScalarAsync<object>("select log.fill_holes_when_idle()");

        (await log.PositionsAsync())[^1].ShouldBe(before + 2);
        await ThenAreTombstones(before + 1, before + 2);
    }

    [Fact]
    public async Task The_idle_check_leaves_an_append_under_way_alone()
    {
        await using var connection = await log.Postgres.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var underWay = (await LogWorkspace.AppendAsync(connection, Reports.Funding("busy", "busy-1")))[0].Position;

        await log.Workspace.ScalarAsync<object>("select log.fill_holes_when_idle()");
        await transaction.CommitAsync();

        (await log.StreamAsync(Reports.Stream("busy"))).ShouldHaveSingleItem().Position.ShouldBe(underWay);
    }

    [Fact]
    public async Task A_report_of_a_rolled_back_append_can_be_appended_again()
    {
        var report = Reports.Funding("again", "again-1");
        await RollBackAsync(report);

        (await log.AppendAsync(report))[0].Outcome.ShouldBe("stored");
    }

    private async Task RollBackAsync(params AcceptedReport[] chunk)
    {
        await using var connection = await log.Postgres.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        (await LogWorkspace.AppendAsync(connection, chunk)).Count.ShouldBe(chunk.Length);
        await transaction.RollbackAsync();
    }

    private async Task ThenAreTombstones(long first, long last)
    {
        var tombstones = (await log.StreamAsync("mt_tombstone")).FindAll(stored => stored.Position >= first && stored.Position <= last);
        tombstones.Select(stored => (stored.Position, stored.IsArchived))
            .ShouldBe(Enumerable.Range(0, (int)(last - first + 1)).Select(number => (first + number, true)));
    }
}
