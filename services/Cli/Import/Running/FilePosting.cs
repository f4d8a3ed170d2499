using System.Collections.Concurrent;
using System.Threading.Channels;
using EventPlatform.Cli.Import.Posting;
using EventPlatform.Cli.Import.Reports;
using EventPlatform.Cli.Import.Rows;

namespace EventPlatform.Cli.Import.Running;

/// <summary>
/// Posts one file: one reader fills batches, a few posters send them. A record comes once in a file, so that the order of batches doesn't matter.
/// </summary>
internal sealed class FilePosting(InputFile file, RowMapper mapper, IngestionClient ingestion, CloudEvents events, Counts counts, SideFile side, LastReceipts receipts)
{
    private const int Posters = 4;
    private const int TidyEvery = 50_000;

    private readonly Channel<Batch> batches = Channel.CreateBounded<Batch>(1);
    private readonly ConcurrentBag<Batch> spare = [];
    private long read;

    public async Task RunAsync(CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Task[] all = [ReadAsync(stop.Token), .. Enumerable.Range(0, Posters).Select(_ => SendAsync(stop.Token))];
        // The first that fails stops the others
        await foreach (var done in Task.WhenEach(all))
        {
            if (!done.IsCompletedSuccessfully) await stop.CancelAsync();
        }

        ct.ThrowIfCancellationRequested();
        var failed = all.FirstOrDefault(task => task.IsFaulted);
        if (failed is not null) await failed;
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        var batch = NextBatch();
        try
        {
            foreach (var row in mapper.Rows(file))
            {
                counts.AddRead(row.Members.Count);
                TidyMemory();
                var mapped = mapper.Map(row);
                if (!mapped.IsAttributed) counts.AddUnattributed(file.Path, row.Line, mapped.Refusals);
                if (mapped.Skipped is { } reason) counts.AddSkipped(reason);
                else if (mapped.Reports.Count == 0) Refuse(row, mapped.Refusals, isPart: false);
                else batch.Add(row, mapped, events);

                if (!batch.IsFull) continue;
                await batches.Writer.WriteAsync(batch, ct);
                batch = NextBatch();
            }

            if (batch.Reports > 0) await batches.Writer.WriteAsync(batch, ct);
        }
        finally
        {
            batches.Writer.Complete();
        }
    }

    private async Task SendAsync(CancellationToken ct)
    {
        await foreach (var batch in batches.Reader.ReadAllAsync(ct))
        {
            var answer = await ingestion.PostAsync(batch.Body, ct);
            receipts.Add(answer);
            var lines = answer.Refused.ToLookup(line => batch.RowOf(line.Line));
            var refused = 0;
            foreach (var (index, (row, reports, refusals)) in batch.Rows.Index())
            {
                IReadOnlyList<string> why = [.. refusals, .. lines[index].SelectMany(batch.Describe)];
                if (why.Count == 0) continue;
                refused += row.Members.Count;
                if (lines[index].Any(line => line.IsOfKey)) counts.AddUnattributed(file.Path, row.Line, why);
                Refuse(row, why, isPart: lines[index].Count() < reports);
            }

            counts.AddAccepted(batch.Rows.Sum(one => one.Row.Members.Count) - refused, batch.Reports - answer.Refused.Count);
            batch.Clear();
            spare.Add(batch);
        }
    }

    // Growing tables of keys leave more behind than the collector sees reason to clear away
    private void TidyMemory()
    {
        if (++read % TidyEvery == 0) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
    }

    private Batch NextBatch() => spare.TryTake(out var used) ? used : new Batch();

    /// <param name="isPart">Others of its reports are taken.</param>
    private void Refuse(Row row, IReadOnlyList<string> reasons, bool isPart)
    {
        counts.AddRefused(file.Path, row.Line, reasons, isPart, row.Members.Count);
        foreach (var member in row.Members) side.Add(member, reasons);
    }
}
