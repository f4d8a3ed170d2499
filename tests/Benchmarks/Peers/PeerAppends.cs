using System.Diagnostics;
using EventPlatform.Contracts;
using EventPlatform.Servers;
using Npgsql;

namespace EventPlatform.Benchmarks.Peers;

/// <summary>
/// Measures Marten's own append, with separate companies for each writer, with and without a document per report to refuse duplicates.
/// </summary>
internal static class PeerAppends
{
    private const string Schema = "peer_appends";

    public static async Task MeasureAsync(Installation installation, BenchmarkOptions options, ResultTable table)
    {
        var servers = installation.Workspace.Servers;
        await servers.CreateDatabaseAsync(Schema);
        await using var postgres = NpgsqlDataSource.Create(servers.Database(Schema));
        await using var store = PeerStore.Open(postgres, Schema);
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await using var ours = await Appends.OpenAsync(installation, "peer_ours");
        foreach (var (writers, size) in ((int, int)[])[(1, 1), (4, 1), (1, 500), (4, 500)])
        {
            var chunks = Appends.ChunksOf(writers, size == 1 ? Math.Min(options.Reports, 4_000) : options.Reports, size);
            var names = new List<string>();
            foreach (var deduplicates in (bool[])[false, true])
            {
                names.Add($"Marten, {writers} writers, {size} a session{(deduplicates ? ", dedupe" : "")}");
                await MeasureAsync(installation, table, names[^1], chunks, store, deduplicates);
            }

            await Appends.MeasureAsync(
                installation, ours, "append_reports", chunks, $"ours, {writers} writers, {size} a call", table, [.. names]);
        }
    }

    private static async Task MeasureAsync(Installation installation, ResultTable table, string what, List<List<AcceptedReport[]>> writers,
        Marten.DocumentStore store, bool deduplicates)
    {
        await store.Advanced.Clean.DeleteAllEventDataAsync();
        await store.Advanced.Clean.DeleteAllDocumentsAsync();
        var count = writers.Sum(chunks => chunks.Sum(chunk => chunk.Length));
        var processors = ProcessorTime.Start(installation.Processes);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(writers.Select(chunks => Task.Run(async () =>
        {
            foreach (var chunk in chunks)
                await PeerStore.AppendAsync(
                    store, chunk.Select(report => new PeerReport(report.Source, report.Id, report.Stream, report.Document)), deduplicates);
        })));
        table.Rate(what, count / watch.Elapsed.TotalSeconds, count, processors, CopyLimit.Name);
        var stored = (await store.Advanced.FetchEventStoreStatistics()).EventCount;
        if (stored != count) throw new InvalidOperationException($"{stored} of {count} are stored");
    }
}
