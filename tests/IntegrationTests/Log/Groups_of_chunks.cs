using EventPlatform.Broker;
using EventPlatform.EventStore;
using EventPlatform.Servers;
using EventPlatform.Storage;

namespace EventPlatform.IntegrationTests.Log;

/// <summary>Chunks that arrive during an append go together into the next one.</summary>
[Trait("Servers", "any")]
public sealed class Groups_of_chunks(LogWorkspace log) : IClassFixture<LogWorkspace>
{
    private readonly ReportAppender appender = log.Appender();

    [Fact]
    public async Task Chunks_of_all_partitions_that_wait_for_an_append_are_stored_in_one_transaction()
    {
        await AppendWhileTheFirstWaitsAsync("grouped", partition => Reports.Chunk($"grouped-{partition}", $"grouped-{partition}", 20));

        var transactions = await log.Workspace.ListAsync<string>(
            "select string_agg(distinct stream_id, ' ' order by stream_id) from log.mt_events where stream_id like 'company/grouped-%' group by xmin::text order by min(seq_id)");
        transactions.ShouldBe(
        [
            "company/grouped-0",
            string.Join(' ', Enumerable.Range(1, ReportQueues.Partitions - 1).Select(partition => $"company/grouped-{partition}"))
        ]);
    }

    [Fact]
    public async Task A_bad_report_of_one_partition_keeps_no_other_partition_from_being_stored()
    {
        await AppendWhileTheFirstWaitsAsync("mixed", partition =>
        {
            var chunk = Reports.Chunk($"mixed-{partition}", $"mixed-{partition}", 20);
            if (partition == 3) chunk[7] = Reports.Accepted("mixed-3", "mixed-3-8", "hash", "{\"id\": ");
            return chunk;
        });

        for (var partition = 0; partition < ReportQueues.Partitions; partition++)
        {
            var numbers = Enumerable.Range(1, 20).Where(number => (partition, number) != (3, 8));
            (await log.StreamAsync(Reports.Stream($"mixed-{partition}"))).Select(stored => stored.Id)
                .ShouldBe(numbers.Select(number => $"mixed-{partition}-{number}"));
        }

        (await log.Workspace.ListAsync<string>("select id from log.dead_letters where id like 'mixed-%'")).ShouldBe(["mixed-3-8"]);
    }

    /// <summary>
    /// Holds the append lock until the first partition's append waits for it, so that the others wait behind that append.
    /// </summary>
    private async Task AppendWhileTheFirstWaitsAsync(string name, Func<int, Contracts.AcceptedReport[]> chunkOf)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var connection = await log.Postgres.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ReportLog.TakeAppendLockAsync(transaction, ct);
        var appends = Enumerable.Range(0, ReportQueues.Partitions)
            .Select(partition => appender.AppendAsync(partition, chunkOf(partition), ct)).ToList();
        await Eventually.Be($"the first append of {name} waits for the lock", async () => await log.Workspace.ScalarAsync<long>(
            "select count(*) from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())") == 1);
        await transaction.RollbackAsync(ct);
        await Task.WhenAll(appends);
    }
}
