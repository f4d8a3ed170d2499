using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;
using Npgsql;

namespace EventPlatform.Benchmarks.Peers;

/// <summary>A posted report, as a user of stock Marten would store it.</summary>
internal sealed record PeerReport(string Source, string Id, string Name, string Document);

/// <summary>Marks a report as received, to recognise duplicates by the id.</summary>
internal sealed record PeerReceived(string Id);

/// <summary>A row of a read table; its id is the position of its report.</summary>
internal sealed record PeerRow(long Id, string Name);

/// <summary>Stock Marten: streams by company, its own append, and its async daemon with a document for each event.</summary>
internal static class PeerStore
{
    public static DocumentStore Open(NpgsqlDataSource postgres, string schema, bool withRows = false) => DocumentStore.For(options =>
    {
        options.Connection(postgres);
        options.DatabaseSchemaName = schema;
        options.AutoCreateSchemaObjects = AutoCreate.All;
        options.DisableNpgsqlLogging = true;
        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.UseListenNotifyForEventAppends = true;
        options.Events.MapEventType<PeerReport>("peer_report");
        options.Schema.For<PeerReceived>();
        options.Schema.For<PeerRow>();
        if (withRows) options.Projections.Add(new PeerRows(), ProjectionLifecycle.Async);
    });

    public static async Task AppendAsync(DocumentStore store, IEnumerable<PeerReport> reports, bool deduplicates = false)
    {
        await using var session = store.LightweightSession();
        foreach (var report in reports)
        {
            if (deduplicates) session.Insert(new PeerReceived($"{report.Source} {report.Id}"));
            session.Events.Append($"company/{report.Name}", report);
        }

        await session.SaveChangesAsync();
    }
}

/// <summary>Stores a document for each event.</summary>
internal sealed class PeerRows : IProjection
{
    public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        operations.Insert(events.Select(report => new PeerRow(report.Sequence, ((PeerReport)report.Data).Name)));
        return Task.CompletedTask;
    }
}
