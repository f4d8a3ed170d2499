using EventPlatform.Contracts;
using EventPlatform.Projections.Fold;
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
        var reports = events.Where(e => e.Data is IReport).Select(e => (Position: e.Sequence, Report: (IReport)e.Data)).ToList();
        var state = await PageState.LoadAsync(dataSource, generation, [.. reports.Select(r => RecordId.Of(r.Report)).Distinct()], cancellation);
        var writes = new PageWrites(operations, generation);
        writes.AdvanceMark(state, to: events[^1].Sequence);

        var page = new PageFold(state.Records, state.Facts);
        // What is at or before the mark is in the tables already
        foreach (var (position, report) in reports.Where(r => r.Position > state.Position)) page.Apply(position, report);
        writes.Write(page);
    }
}
