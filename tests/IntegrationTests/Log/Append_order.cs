namespace EventPlatform.IntegrationTests.Log;

public sealed class Append_order(LogWorkspace log) : IClassFixture<LogWorkspace>
{
    private const int Writers = 4;
    private const int Chunks = 40;
    private const int ChunkSize = 25;

    [Fact]
    public async Task Four_writers_at_once_never_fail_and_a_tail_reader_misses_nothing()
    {
        var before = (await log.PositionsAsync()).LastOrDefault();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(writer))));

        var seen = new List<long>();
        while (seen.Count < Writers * Chunks * ChunkSize)
        {
            var finished = writing.IsCompleted;
            seen.AddRange(await log.Workspace.ListAsync<long>(
                $"select seq_id from log.mt_events where seq_id > {seen.LastOrDefault(before)} order by seq_id"));
            if (finished) break;
        }

        await writing;
        seen.ShouldBe(Enumerable.Range(1, Writers * Chunks * ChunkSize).Select(number => before + number),
            "positions came in commit order, without a hole");
        foreach (var stream in (string[])["hot", "writer-0", "writer-3"])
        {
            var versions = (await log.StreamAsync(Reports.Stream(stream))).ConvertAll(stored => stored.Version);
            versions.ShouldBe(Enumerable.Range(1, versions.Count).Select(number => (long)number), $"versions of {stream} are contiguous");
        }
    }

    [Fact]
    public async Task A_chunk_of_several_companies_is_stored_in_its_own_order()
    {
        var chunk = Reports.Chunk("inter-a", "inter-a", 5)
            .Zip(Reports.Chunk("inter-b", "inter-b", 5), (a, b) => new[] { b, a }).SelectMany(pair => pair).ToArray();

        var positions = (await log.AppendAsync(chunk)).ConvertAll(appended => appended.Position);

        positions.ShouldBe(Enumerable.Range(0, 10).Select(number => positions[0] + number));
        (await log.StreamAsync(Reports.Stream("inter-a"))).Select(stored => (stored.Version, stored.Id))
            .ShouldBe([(1, "inter-a-1"), (2, "inter-a-2"), (3, "inter-a-3"), (4, "inter-a-4"), (5, "inter-a-5")]);
    }

    [Fact]
    public async Task Recorded_time_never_runs_against_positions()
    {
        await log.AppendAsync(Reports.Funding("clock", "clock-1"));
        // As if the machine's clock had been set back an hour after the last append
        await log.Workspace.ScalarAsync<object>(
            "update log.mt_events set timestamp = timestamp + interval '1 hour' where seq_id = (select max(seq_id) from log.mt_events)");

        await log.AppendAsync(Reports.Funding("clock", "clock-2"));

        (await log.Workspace.ListAsync<long>(
            "select seq_id from (select seq_id, timestamp < lag(timestamp) over (order by seq_id) as back from log.mt_events) e where back")).ShouldBeEmpty();
    }

    private async Task WriteAsync(int writer)
    {
        for (var chunk = 0; chunk < Chunks; chunk++)
        {
            var company = chunk % 2 == 0 ? "hot" : $"writer-{writer}";
            (await log.AppendAsync(Reports.Chunk(company, $"{writer}-{chunk}", ChunkSize)))
                .ShouldAllBe(appended => appended.Outcome == "stored");
        }
    }
}
