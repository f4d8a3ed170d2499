using EventPlatform.Contracts;
using EventPlatform.Contracts.Versions;
using EventPlatform.Storage;
using Marten.Exceptions;
using Marten.Services;
using Npgsql;

namespace EventPlatform.IntegrationTests.Log;

/// <summary>The append function writes Marten's own tables. These tests check it against what Marten reads and writes there.</summary>
public sealed class Marten_contract(LogWorkspace log) : IClassFixture<LogWorkspace>
{
    [Fact]
    public async Task Marten_reads_what_the_function_wrote()
    {
        var positions = (await log.AppendAsync(Reports.Chunk("read", "read", 2))).ConvertAll(appended => appended.Position);

        await using var session = log.Store.QuerySession();
        var events = await session.Events.FetchStreamAsync(Reports.Stream("read"));

        events.Select(stored => (stored.Sequence, stored.Version)).ShouldBe([(positions[0], 1L), (positions[1], 2L)]);
        events.ShouldAllBe(stored => stored.EventTypeName == nameof(FundingRaised) && stored.StreamKey == "company/read");
        var report = events[1].Data.ShouldBeOfType<Report<FundingRaised>>();
        (report.Source, report.Id, report.Data.Amount, report.Data.On)
            .ShouldBe((Reports.Feed, "read-2", new Money(2, "USD"), PartialDate.Parse("2020-02")));
        (await session.Events.FetchStreamStateAsync(Reports.Stream("read")))!.Version.ShouldBe(2);
    }

    [Fact]
    public async Task Marten_reads_what_an_earlier_version_wrote_as_the_newest()
    {
        var stored = Reports.Funding("earlier", "earlier-1");
        await log.AppendAsync(stored with
        {
            Document = stored.Document.Replace(
                $"\"v\":{SchemaVersions.Newest(nameof(FundingRaised))},", "", StringComparison.Ordinal)
        });

        await using var session = log.Store.QuerySession();
        var events = await session.Events.FetchStreamAsync(Reports.Stream("earlier"));

        (await log.Workspace.ScalarAsync<string>("select data ->> 'v' from log.mt_events where stream_id = $1", Reports.Stream("earlier")))
            .ShouldBeNull();
        events.ShouldHaveSingleItem().Data.ShouldBeOfType<Report<FundingRaised>>().Version
            .ShouldBe(SchemaVersions.Newest(nameof(FundingRaised)));
    }

    [Fact]
    public async Task Marten_appends_after_the_function_and_the_function_after_Marten()
    {
        var first = (await log.AppendAsync(Reports.Funding("both", "both-1")))[0].Position;

        await AppendThroughMartenAsync("both", "both-2");
        var third = (await log.AppendAsync(Reports.Funding("both", "both-3")))[0].Position;

        third.ShouldBe(first + 2);
        (await log.StreamAsync(Reports.Stream("both"))).ShouldBe(
            [new(first, 1, "both-1", false), new(first + 1, 2, "both-2", false), new(third, 3, "both-3", false)]);
    }

    [Fact]
    public async Task Marten_starts_a_stream_that_the_function_goes_on_with()
    {
        await AppendThroughMartenAsync("started", "started-1");
        await log.AppendAsync(Reports.Funding("started", "started-2"));

        (await log.StreamAsync(Reports.Stream("started"))).Select(stored => (stored.Version, stored.Id))
            .ShouldBe([(1, "started-1"), (2, "started-2")]);
    }

    [Fact]
    public async Task An_append_through_Marten_that_is_rolled_back_leaves_no_hole()
    {
        var before = (await log.AppendAsync(Reports.Funding("undone", "undone-1")))[0].Position;
        await AppendThroughMartenAsync("undone", "lost", commit: false);

        var after = (await log.AppendAsync(Reports.Funding("undone", "undone-2")))[0].Position;

        (await log.PositionsAsync()).Where(position => position >= before)
            .ShouldBe(Enumerable.Range(0, (int)(after - before + 1)).Select(number => before + number));
    }

    [Fact]
    public async Task Marten_cannot_store_what_the_log_has()
    {
        await log.AppendAsync(Reports.Funding("once", "once-1"));

        var refused = await Should.ThrowAsync<MartenCommandException>(() => AppendThroughMartenAsync("once", "once-1"));

        refused.InnerException.ShouldBeOfType<PostgresException>().ConstraintName.ShouldBe("mt_events_identity");
        (await log.StreamAsync(Reports.Stream("once"))).ShouldHaveSingleItem();
    }

    private async Task AppendThroughMartenAsync(string company, string id, bool commit = true)
    {
        await using var connection = await log.Postgres.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ReportLog.TakeAppendLockAsync(transaction, CancellationToken.None);
        await using var session = log.Store.LightweightSession(SessionOptions.ForTransaction(transaction));
        session.Events.Append(Reports.Stream(company), new Report<FundingRaised>(Reports.Feed, id, "hash", new FundingRaised
        {
            Company = new CompanyRef { Name = company },
            Status = DealStatus.Completed,
            Round = FundingRound.Seed,
            On = PartialDate.Parse("2021"),
        }));
        await session.SaveChangesAsync();
        if (commit) await transaction.CommitAsync();
        else await transaction.RollbackAsync();
    }
}
