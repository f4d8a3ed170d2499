using EventPlatform.Contracts;

namespace EventPlatform.IntegrationTests.Log;

public sealed class Bad_reports(LogWorkspace log) : IClassFixture<LogWorkspace>
{
    private const int ChunkSize = 500;

    public static TheoryData<string, string, string> Kinds => new()
    {
        { "nul", "U+0000 in a text", """{"id": "bad", "data": {"remark": "a\u0000b"}}""" },
        { "half", "half a surrogate pair", """{"id": "bad", "data": {"remark": "\ud800"}}""" },
        { "no-json", "no JSON", "{\"id\": " },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_bad_report_goes_alone_to_the_dead_letters_and_all_others_are_stored_in_order(
        string company, string what, string document)
    {
        var chunk = Reports.Chunk(company, company, ChunkSize);
        chunk[321] = Reports.Accepted(company, $"{company}-322", "hash", document);

        await AppendAsync(chunk);

        (await log.StreamAsync(Reports.Stream(company))).Select(stored => stored.Id)
            .ShouldBe(Enumerable.Range(1, ChunkSize).Where(number => number != 322).Select(number => $"{company}-{number}"), what);
        (await DeadLettersOf(company)).ShouldBe([$"{company}-322 bad-data"]);
    }

    [Fact]
    public async Task Bad_reports_at_both_ends_go_and_a_second_delivery_of_the_chunk_changes_nothing()
    {
        var chunk = Reports.Chunk("ends", "ends", 10);
        chunk[0] = Reports.Accepted("ends", "ends-1", "hash", "{");
        chunk[9] = Reports.Accepted("ends", "ends-10", "hash", """{"remark": "\u0000"}""");

        await AppendAsync(chunk);
        await AppendAsync(chunk);

        (await log.StreamAsync(Reports.Stream("ends"))).Select(stored => stored.Version).ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);
        (await DeadLettersOf("ends")).ShouldBe(["ends-1 bad-data", "ends-10 bad-data"]);
    }

    [Fact]
    public async Task U_0000_in_an_identifier_is_kept_readable()
    {
        await AppendAsync([Reports.Accepted("odd", "odd-\0", "hash", "{}")]);

        (await DeadLettersOf("odd")).ShouldBe(["odd-\uFFFD bad-data"]);
    }

    private Task AppendAsync(AcceptedReport[] chunk) =>
        log.Appender().AppendAsync(partition: 0, chunk, TestContext.Current.CancellationToken);

    private Task<List<string>> DeadLettersOf(string company) =>
        log.Workspace.ListAsync<string>($"select id || ' ' || reason from log.dead_letters where id like '{company}-%' order by at");
}
