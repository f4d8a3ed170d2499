namespace EventPlatform.IntegrationTests.Log;

public sealed class Duplicates(LogWorkspace log) : IClassFixture<LogWorkspace>
{
    [Fact]
    public async Task The_same_report_twice_in_a_chunk_is_stored_once()
    {
        var report = Reports.Funding("within", "within-1");

        var appended = await log.AppendAsync(
            report, Reports.Funding("within", "within-2"), report with { EventId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()) });

        appended.Select(one => one.Outcome).ShouldBe(["stored", "stored", "duplicate"]);
        appended[2].Position.ShouldBe(appended[0].Position);
        (await log.StreamAsync(report.Stream)).Select(stored => stored.Id).ShouldBe(["within-1", "within-2"]);
    }

    [Fact]
    public async Task The_same_report_in_a_later_chunk_is_a_duplicate_of_its_position()
    {
        var chunk = Reports.Chunk("over", "over", 3);
        var first = await log.AppendAsync(chunk);

        var again = await log.AppendAsync([.. chunk, Reports.Funding("over", "over-4")]);

        again.Select(one => one.Outcome).ShouldBe(["duplicate", "duplicate", "duplicate", "stored"]);
        again.Take(3).Select(one => one.Position).ShouldBe(first.Select(one => one.Position));
        (await log.StreamAsync(chunk[0].Stream)).Select(stored => stored.Version).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task Other_content_under_a_known_identity_goes_to_the_dead_letters_and_is_not_stored()
    {
        await log.AppendAsync(Reports.Funding("conflict", "conflict-1", 100));

        var appended = await log.AppendAsync(
            Reports.Funding("conflict", "conflict-1", 200),
            Reports.Funding("conflict", "conflict-2", 1), Reports.Funding("conflict", "conflict-2", 2));

        appended.Select(one => one.Outcome).ShouldBe(["conflicting", "stored", "conflicting"]);
        (await log.StreamAsync(Reports.Stream("conflict"))).Select(stored => stored.Id).ShouldBe(["conflict-1", "conflict-2"]);
        (await log.Workspace.ListAsync<string>(
            """
            select id || ' ' || reason || ' ' || (payload::jsonb -> 'data' -> 'amount' ->> 'amount')
            from log.dead_letters where id like 'conflict-%' order by id
            """)).ShouldBe(["conflict-1 conflicting-duplicate 200", "conflict-2 conflicting-duplicate 2"]);
    }

    [Fact]
    public async Task A_duplicate_uses_up_no_position()
    {
        var report = Reports.Funding("frugal", "frugal-1");
        var first = await log.AppendAsync(report);

        for (var again = 0; again < 3; again++) await log.AppendAsync(report);

        (await log.AppendAsync(Reports.Funding("frugal", "frugal-2")))[0].Position.ShouldBe(first[0].Position + 1);
    }
}
