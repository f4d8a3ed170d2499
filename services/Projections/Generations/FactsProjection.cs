using EventPlatform.Contracts;
using EventPlatform.Hosting.Telemetry;
using EventPlatform.Projections.Fold.Page;
using EventPlatform.Projections.ReadModels;
using EventPlatform.Storage;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;
using Npgsql;

namespace EventPlatform.Projections.Generations;

/// <summary>
/// Folds the log into the read tables of one generation, a page at a time: loads what the page can touch, folds it, and queues the changes
/// together with the mark, so that tables and progress move together or not at all. A long page is cut into slices; each is written while
/// the next is folded.
/// </summary>
internal sealed class FactsProjection(int generation, NpgsqlDataSource pool, ProjectionLimits limits, TimeProvider time) : IProjection
{
    public const int PageSize = 10_000;

    private FoldCache? kept;

    /// <summary>Sets the page size. One page is loaded while the previous one is folded.</summary>
    public static void Pages(AsyncOptions shard) => (shard.BatchSize, shard.MaximumHopperSize) = (PageSize, 2 * PageSize);

    public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        using var span = await StartSpanAsync(events, cancellation);
        await using var connection = await pool.OpenConnectionAsync(cancellation);
        await using var ahead = new SliceWriter(pool, cancellation);
        var session = new ReadSession(connection, cancellation);
        var mark = await session.MarkAsync();
        // Reports up to the mark are already in the tables
        var reports = events.Where(e => e.Data is IReport && e.Sequence > mark.Position)
            .Select(e => (Position: e.Sequence, Report: (IReport)e.Data, Recorded: e.Timestamp)).ToArray();
        var contexts = new ContextReads(session);
        // The cache is useless if the mark has changed: a page was not written after all, or another process wrote
        var cache = Interlocked.Exchange(ref kept, null) is { } last && last.Mark == mark ? last : await contexts.BeginAsync();
        cache.Mark = mark;
        var page = new PageLoader(session, new PageReads(session), contexts, cache, ahead);

        var start = 0;
        for (; reports.Length - start > limits.SliceSize; start += limits.SliceSize)
        {
            var slice = reports[start..(start + limits.SliceSize)];
            await FoldAsync(page, cache.Fold, slice);
            await ahead.BeginAsync(writes => Write(writes, cache, slice[^1].Position));
        }

        await FoldAsync(page, cache.Fold, reports[start..]);
        await ahead.WrittenAsync();
        Write(new(new(operations)), cache, Math.Max(cache.Mark.Position, events[^1].Sequence));
        operations.QueueOperation(new EndOfPage());
        FoldMetrics.Folded(generation, reports.Length, cache.Fold.Count, time.GetElapsedTime(began));
        if (cache.Fold.Count <= limits.RecordsAtHand) kept = cache;
    }

    private async Task<ReportSpan?> StartSpanAsync(IReadOnlyList<IEvent> events, CancellationToken ct) => ReportSpan.AreCollected
        ? ReportSpan.Start("fold reports", await TraceParents.BetweenAsync(pool, events[0].Sequence - 1, events[^1].Sequence, ct))
        : null;

    private static async Task FoldAsync(
        PageLoader page, PageFold fold, IReadOnlyList<(long Position, IReport Report, DateTimeOffset Recorded)> slice)
    {
        fold.Load(await page.LoadAsync([.. slice.Select(one => (one.Position, one.Report))]));
        foreach (var (position, report, recorded) in slice) fold.Apply(position, report, recorded);
    }

    private static void Write(PageWrites writes, FoldCache cache, long position)
    {
        writes.AdvanceMark(cache.Mark, position);
        writes.Write(cache.Fold, cache.Mark.Position);
        cache.Fold.AcceptChanges();
        cache.Mark = (position, cache.Mark.Epoch);
    }
}
