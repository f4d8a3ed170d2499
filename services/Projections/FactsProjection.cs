using EventPlatform.Contracts;
using EventPlatform.Projections.Fold;
using EventPlatform.Projections.Fold.Identity;
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
internal sealed class FactsProjection(NpgsqlDataSource dataSource, int generation) : IProjection
{
    public const int PageSize = 5_000;

    public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        var session = new ReadSession(connection, generation, cancellation);
        var mark = await session.MarkAsync();
        // What is at or before the mark is in the tables already
        var reports = events.Where(e => e.Data is IReport && e.Sequence > mark.Position).Select(e => (Position: e.Sequence, Report: (IReport)e.Data)).ToList();
        var contexts = new ContextReads(session);
        var context = await contexts.ContextAsync(reports);
        var loader = new PageLoader(new PageReads(session), contexts, context, reports);
        var page = new PageFold(context);
        foreach (var stretch in Stretches.Of(reports, context))
        {
            page.Load(await loader.LoadAsync(stretch));
            foreach (var (position, report) in stretch) page.Apply(position, report);
        }

        var writes = new PageWrites(operations, generation);
        writes.AdvanceMark(mark, to: Math.Max(mark.Position, events[^1].Sequence));
        writes.Write(page);
    }
}
