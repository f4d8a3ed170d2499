using EventPlatform.Contracts;
using EventPlatform.Projections.ReadModels;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;
using Npgsql;

namespace EventPlatform.Projections;

/// <summary>
/// Folds the log into the read tables of one generation, a page at a time: loads what the page can touch, folds it, and queues the changes
/// with the mark, so that tables and progress move together or not at all.
/// </summary>
internal sealed class FactsProjection(NpgsqlDataSource dataSource, int generation, ProjectionLimits limits) : IProjection
{
    public const int PageSize = 5_000;

    private AtHand? atHand;

    public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        var session = new ReadSession(connection, generation, cancellation);
        var mark = await session.MarkOfPageAsync();
        // What is at or before the mark is in the tables already
        var reports = events.Where(e => e.Data is IReport && e.Sequence > mark.Position).Select(e => (Position: e.Sequence, Report: (IReport)e.Data)).ToList();
        var contexts = new ContextReads(session);
        // Of no use where the mark is elsewhere: a page was not written after all, or someone else wrote
        var hand = Interlocked.Exchange(ref atHand, null) is { } kept && kept.Mark == mark ? kept : await contexts.BeginAsync();
        var page = hand.Fold;
        page.Load(await new PageLoader(new PageReads(session), contexts, hand).LoadAsync(reports));
        foreach (var (position, report) in reports) page.Apply(position, report);

        var writes = new PageWrites(operations, generation);
        hand.Mark = (Math.Max(mark.Position, events[^1].Sequence), mark.Epoch);
        writes.AdvanceMark(mark, hand.Mark.Position);
        writes.Write(page);
        page.Settle();
        if (page.Count <= limits.RecordsAtHand) atHand = hand;
    }
}
