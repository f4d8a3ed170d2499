using System.Threading.Channels;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Versions;
using EventPlatform.Storage;
using EventPlatform.Storage.ReadTables;
using Npgsql;

namespace EventPlatform.Projections.Bulk;

/// <summary>
/// Builds the tables of a generation from the first position of the log: folds with everything in memory, without lookups, and writes with
/// COPY into tables that get their keys and indexes at the end. Then the daemon continues from there. An interrupted build starts again
/// from the beginning.
/// </summary>
/// <param name="pool">The pool of the generation, whose tables have just been created.</param>
/// <param name="recordsInMemory">The maximum number of records in memory. If there are more, the daemon does the rest.</param>
internal sealed class BulkBuild(NpgsqlDataSource pool, int recordsInMemory)
{
    private readonly Channel<BuiltPage> folded = Channel.CreateBounded<BuiltPage>(2);
    private readonly WholeLog log = new(pool);

    /// <param name="complete">Returns the script that marks the tables as complete up to a position. It runs in the transaction that
    /// ends the build.</param>
    /// <returns>False if another process has started the build again.</returns>
    public async Task<bool> RunAsync(Func<long, string> complete, CancellationToken ct)
    {
        try
        {
            await BuildAsync(complete, ct);
            return true;
        }
        catch (AnotherBuilderException)
        {
            return false;
        }
    }

    private async Task BuildAsync(Func<long, string> complete, CancellationToken ct)
    {
        var transactions = await BuildTransactions.BeginAsync(pool, ct);
        var last = (await ListAsync(
            "select coalesce(max(seq_id), 0) from log.mt_events where not is_archived", [], row => row.GetInt64(0), ct))[0];
        var declared = await ListAsync(
            "select type, data::text from log.mt_events where type = $1 and seq_id <= $2", [nameof(CompanyReassigned), last],
            row => (CompanyReassigned)StoredReports.Read(row.GetString(0), row.GetString(1)).Data, ct);
        var tables = new BuiltTables(declared);
        var end = await StreamAsync(tables, transactions, last, ct);
        await transactions.WriteAsync(tables.CopyTo, ct);
        await transactions.RunAsync(ReadSchema.CreateKeys, ct);
        await transactions.WriteAsync(tables.Change, ct);
        if (end == last) await transactions.RunAsync(ReadSchema.CreateIndexes, ct);
        await transactions.EndAsync(complete(end), ct);
    }

    /// <summary>Reads, folds and writes concurrently. Returns the position up to which that was done.</summary>
    private async Task<long> StreamAsync(BuiltTables tables, BuildTransactions transactions, long last, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var upstream = Task.WhenAll(Task.Run(() => log.ReadAsync(last, stop.Token), ct), Task.Run(() => FoldAsync(tables, stop.Token), ct));
        // The mark stays one page behind, so it reaches the end of the log only when everything is complete
        var (mark, end) = (0L, 0L);
        try
        {
            await foreach (var page in folded.Reader.ReadAllAsync(ct))
            {
                await transactions.WriteAsync(mark, end, page.CopyTo, ct);
                (mark, end) = (end, page.Last);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await upstream;
        }

        return log.IsRead && tables.Count <= recordsInMemory ? last : end;
    }

    private async Task FoldAsync(BuiltTables tables, CancellationToken ct)
    {
        try
        {
            await foreach (var page in log.Pages(ct))
            {
                await folded.Writer.WriteAsync(tables.Fold(page), ct);
                if (tables.Count > recordsInMemory) break;
            }

            folded.Writer.Complete();
        }
        catch (Exception e)
        {
            folded.Writer.Complete(e);
        }
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object[] values, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var connection = await pool.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 }.With(values);
        return await command.ListAsync(read, ct);
    }
}
