using System.Net;
using System.Text;
using EventPlatform.Cli;
using EventPlatform.Cli.Import;
using EventPlatform.Cli.Import.Reports;
using EventPlatform.Cli.Import.Running;

namespace EventPlatform.UnitTests.Import;

public sealed class Snapshots
{
    private static readonly Release Second = Release.Parse("2021-06");

    [Fact]
    public void Of_no_records_are_refused() =>
        Should.Throw<CommandException>(() => Snapshot.Refuse([new RecordKeys()], new Counts()))
            .Message.ShouldStartWith("A snapshot of no records");

    [Fact]
    public void With_rows_that_may_be_any_record_are_refused()
    {
        var counts = new Counts();
        counts.AddUnattributed("a.csv", 3, ["record: is blank"]);

        Should.Throw<CommandException>(() => Snapshot.Refuse([Keys("a")], counts)).Message
            .ShouldStartWith(
                "1 refused row may be about any record of the source. The first is a.csv, line 3: record: is blank. Nothing was retracted");
    }

    [Theory]
    [InlineData(11, 5, true)]
    [InlineData(11, 6, false)]
    [InlineData(10, 1, false)]
    public async Task Do_not_take_back_most_of_a_source_unasked(int live, int kept, bool areMost)
    {
        var absent = await FindAsync([.. Enumerable.Range(0, live).Select(number => Live($"{number}", "2021-03"))],
            [.. Enumerable.Range(0, kept).Select(number => $"{number}")]);

        absent.Records.Count.ShouldBe(live - kept);
        absent.AreMost.ShouldBe(areMost);
    }

    [Fact]
    public async Task Compare_with_what_was_live_before_the_release_and_not_with_what_it_brought()
    {
        LiveRecord[] old = [.. Enumerable.Range(0, 40).Select(number => Live($"{number}", "2021-03"))];
        LiveRecord[] posted = [.. Enumerable.Range(0, 40).Select(number => Live($"plant-{number}", "2021-06") with { IsNew = true })];

        var absent = await FindAsync([.. old, .. posted], [.. posted.Select(record => record.RecordKey!)]);

        absent.Before.ShouldBe(40);
        Should.Throw<CommandException>(() => absent.RefuseMost("Nothing was posted"))
            .Message.ShouldContain("40 of the 40 records that the source had before this release");
    }

    [Fact]
    public async Task Count_records_that_the_release_revised_as_live_before()
    {
        var revised = Enumerable.Range(0, 20).Select(number => Live($"{number}", "2021-06"));

        (await FindAsync([.. revised, Live("gone", "2021-03")], [.. Enumerable.Range(0, 20).Select(number => $"{number}")]))
            .AreMost.ShouldBeFalse();
    }

    [Fact]
    public async Task Leave_alone_what_came_later() =>
        (await FindAsync([Live("a", "2021-03"), Live("b", "2021-09"), Live("c", "2021-06")], ["c"])).Records.ShouldHaveSingleItem()
            .RecordKey.ShouldBe("a");

    [Fact]
    public async Task Wait_for_what_became_of_reports_and_not_for_live_records()
    {
        using var query = new Query(null, Receipt("stored", false), Receipt("duplicate", true));

        (await WaitAsync(query, TimeSpan.FromSeconds(30))).ShouldHaveSingleItem().Status.ShouldBe("duplicate");
    }

    [Theory]
    [InlineData("conflicting")]
    [InlineData("dead-lettered")]
    public async Task Do_not_wait_for_what_will_never_be_shown(string status)
    {
        using var query = new Query(Receipt(status, false));

        (await WaitAsync(query, TimeSpan.Zero)).ShouldHaveSingleItem().Status.ShouldBe(status);
    }

    [Fact]
    public async Task Give_up_where_nothing_is_shown()
    {
        using var query = new Query(null, null);

        (await Should.ThrowAsync<CommandException>(() => WaitAsync(query, TimeSpan.Zero))).Message.ShouldContain("Nothing was retracted");
    }

    private static Task<IReadOnlyList<Receipt>> WaitAsync(Query query, TimeSpan patience)
    {
        var platform = new Platform(new Uri("http://ingestion"), new Uri("http://query"), "", "key");
        return new ReceiptsClient(new HttpClient(query), platform, TimeProvider.System)
            .WaitAsync(["/v1/receipts?source=s&id=i"], patience, CancellationToken.None);
    }

    private static string Receipt(string status, bool projected) =>
        $$"""{"status":"{{status}}","source":"s","id":"i","projected":{{(projected ? "true" : "false")}}}""";

    private static LiveRecord Live(string key, string release) => new(key, $"{key}@{release}", "FundingRaised", null, release);

    private static RecordKeys Keys(params string[] keys)
    {
        var added = new RecordKeys();
        foreach (var key in keys) added.Add(key);
        return added;
    }

    private static Task<AbsentRecords> FindAsync(LiveRecord[] live, string[] keys) =>
        AbsentRecords.FindAsync(live.ToAsyncEnumerable(), Second, [Keys(keys)], CancellationToken.None);

    /// <summary>Answers with the given receipts in order; null means 404.</summary>
    private sealed class Query(params string?[] answers) : HttpMessageHandler
    {
        private int asked;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = answers[Math.Min(asked++, answers.Length - 1)];
            return Task.FromResult(new HttpResponseMessage(answer is null ? HttpStatusCode.NotFound : HttpStatusCode.OK)
            {
                Content = new StringContent(answer ?? "", Encoding.UTF8, "application/json")
            });
        }
    }
}
