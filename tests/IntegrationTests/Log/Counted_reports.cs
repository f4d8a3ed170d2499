using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.Storage;

namespace EventPlatform.IntegrationTests.Log;

/// <summary>Each accepted report is counted once by its outcome, and numbers that never come are noticed.</summary>
public sealed class Counted_reports(LogWorkspace log) : IClassFixture<LogWorkspace>
{
    private readonly Guid publisher = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task Each_counts_once_by_its_outcome_however_often_its_chunk_is_delivered()
    {
        var report = Reports.Funding("counted", "counted-1");
        var chunk = Numbered("outcomes", 1, report, Reports.Funding("counted", "counted-2"),
            report, Reports.Funding("counted", "counted-2", 7));

        await AppendAsync(chunk);
        await AppendAsync(chunk);
        await AppendAsync(Numbered("outcomes", 4, Reports.Funding("counted", "counted-2", 7), report));
        var next = Numbered("outcomes", 6, Reports.Funding("counted", "counted-3"));
        await AppendAsync([.. next, .. next]);

        (await TallyAsync("outcomes")).ShouldBe("6 accepted, 3 stored, 2 duplicate, 1 conflicting, 0 dead-lettered");
        (await GapsAsync("outcomes")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Numbers_that_never_come_are_noticed_at_the_start_within_a_call_and_between_calls()
    {
        await AppendAsync(Numbered("first of all", 1, Reports.Funding("missed", "missed-0")));
        var chunk = Reports.Chunk("missed", "missed", 4);

        // Its id has milliseconds only, and has to be later than the count of the first report
        var later = Guid.CreateVersion7(TimeProvider.System.GetUtcNow().AddSeconds(1));
        AcceptedReport[] apart = [.. Numbered("misses", 3, chunk[0]), .. Numbered("misses", 6, chunk[1], chunk[2])];
        await AppendAsync(Array.ConvertAll(apart, report => Of(later, report)));
        await AppendAsync([Of(later, Numbered("misses", 8, chunk[3])[0])]);
        await AppendAsync([Of(later, Numbered("misses", 20, chunk[3])[0])]);

        (await GapsAsync("misses")).ShouldBe(["1-2", "4-5", "9-19"]);
        (await TallyAsync("misses")).ShouldBe("20 accepted, 4 stored, 1 duplicate, 0 conflicting, 0 dead-lettered");
    }

    [Fact]
    public async Task What_an_EventStore_that_does_not_count_has_stored_before_is_no_gap()
    {
        await AppendAsync(Numbered("first of all", 1, Reports.Funding("uncounted", "uncounted-0")));
        var older = Guid.CreateVersion7(TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(1));

        await AppendAsync([.. Numbered("upgraded", 501, Reports.Chunk("uncounted", "uncounted", 2)).Select(report => Of(older, report))]);
        await AppendAsync([Of(older, Numbered("upgraded", 505, Reports.Funding("uncounted", "uncounted-3"))[0])]);

        (await GapsAsync("upgraded")).ShouldBe(["503-504"]);
        (await TallyAsync("upgraded")).ShouldBe("5 accepted, 3 stored, 0 duplicate, 0 conflicting, 0 dead-lettered");
    }

    [Fact]
    public async Task A_gap_has_the_times_at_which_the_reports_around_it_were_accepted()
    {
        var (before, after) = (new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

        await AppendAsync(Numbered("backlog", 1, Reports.Funding("backlog", "backlog-1") with { EventId = Guid.CreateVersion7(before) }));
        await AppendAsync(Numbered("backlog", 9, Reports.Funding("backlog", "backlog-9") with { EventId = Guid.CreateVersion7(after) }));

        (await log.Workspace.ListAsync<DateTime>("select after_at from log.delivery_gaps where sender = 'backlog'"))
            .ShouldBe([before.UtcDateTime]);
        (await log.Workspace.ListAsync<DateTime>("select before_at from log.delivery_gaps where sender = 'backlog'"))
            .ShouldBe([after.UtcDateTime]);
    }

    [Fact]
    public async Task Each_publisher_counts_its_own_numbers_and_reports_without_one_are_not_counted()
    {
        var chunk = Reports.Chunk("publishers", "publishers", 3);
        var other = Of(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), Numbered("publishers", 1, chunk[1])[0]);

        await AppendAsync([.. Numbered("publishers", 1, chunk[0]), other, chunk[2]]);

        (await TallyAsync("publishers")).ShouldBe("2 accepted, 2 stored, 0 duplicate, 0 conflicting, 0 dead-lettered");
        (await GapsAsync("publishers")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_report_that_has_to_be_hashed_again_counts_once()
    {
        var report = Reports.Funding("older", "older-1");
        var document = JsonNode.Parse(report.Document)!.AsObject();
        document["contentHash"] = "an older hash";
        await AppendAsync([report with { ContentHash = "an older hash", Document = document.ToJsonString() }]);
        var again = Numbered("older", 1, report, Reports.Funding("older", "older-1", 8), Reports.Funding("older", "older-2"));

        await AppendAsync(again);
        await AppendAsync(again);

        (await TallyAsync("older")).ShouldBe("3 accepted, 1 stored, 1 duplicate, 1 conflicting, 0 dead-lettered");
        (await GapsAsync("older")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Reports_of_one_chunk_that_have_hashes_of_an_older_form_are_compared_and_count_once()
    {
        var report = Reports.Funding("old-chunk", "old-chunk-1");

        await AppendAsync(
            Numbered("old chunk", 1, report with { ContentHash = "an older hash" }, report, Reports.Funding("old-chunk", "old-chunk-2")));

        (await TallyAsync("old chunk")).ShouldStartWith("3 accepted, 2 stored");
        (await GapsAsync("old chunk")).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_the_database_refuses_is_counted_where_it_is_kept()
    {
        var chunk = Reports.Chunk("refused", "refused", 3);
        chunk[1] = Reports.Accepted("refused", "refused-2", "hash", "{");

        await log.Appender().AppendAsync(0, Numbered("refusals", 1, chunk), TestContext.Current.CancellationToken);
        await log.Appender().AppendAsync(0, Numbered("refusals", 1, chunk), TestContext.Current.CancellationToken);

        (await TallyAsync("refusals")).ShouldBe("3 accepted, 2 stored, 0 duplicate, 0 conflicting, 1 dead-lettered");
        (await GapsAsync("refusals")).ShouldBeEmpty();
    }

    private AcceptedReport[] Numbered(string sender, long first, params AcceptedReport[] chunk) =>
        [.. chunk.Select((report, index) => report with { Delivery = new(publisher, sender, first + index) })];

    private static AcceptedReport Of(Guid publisher, AcceptedReport report) =>
        report with { Delivery = report.Delivery! with { Publisher = publisher } };

    private Task<IReadOnlyList<Storage.Appended>> AppendAsync(AcceptedReport[] chunk) =>
        AppendReports.RunAsync(log.Postgres.CreateCommand, chunk, TestContext.Current.CancellationToken);

    private Task<string> TallyAsync(string sender) => log.Workspace.ScalarAsync<string>(
        """
        select format('%s accepted, %s stored, %s duplicate, %s conflicting, %s dead-lettered',
          (select sum(number - uncounted) from log.deliveries d where d.sender = t.sender), stored, duplicate, conflicting, dead_lettered)
        from log.tallies t where sender = $1
        """, sender);

    private Task<List<string>> GapsAsync(string sender) => log.Workspace.ListAsync<string>(
        $"select first || '-' || last from log.delivery_gaps where sender = '{sender}' order by first");
}
