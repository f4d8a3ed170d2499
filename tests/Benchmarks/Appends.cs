using System.Diagnostics;
using EventPlatform.Contracts;
using EventPlatform.Servers;
using EventPlatform.Storage;
using Marten;
using Npgsql;

namespace EventPlatform.Benchmarks;

/// <summary>
/// The append function alone, in a database of its own: writers that each append chunks of their own companies, under the append lock as it is,
/// and with a copy of the function that takes none.
/// </summary>
internal static class Appends
{
    private const int PerChunk = 500;

    public static async Task MeasureAsync(Installation installation, BenchmarkOptions options, ResultTable table)
    {
        var servers = installation.Workspace.Servers;
        await servers.CreateDatabaseAsync("appends");
        await using var postgres = NpgsqlDataSource.Create(servers.Database("appends"));
        await using var store = DocumentStore.For(marten => ReportLog.Configure(marten, postgres));
        await ReportLog.MigrateAsync(store, postgres, CancellationToken.None);
        await ExecuteAsync(postgres,
            """
            do $$ begin
              execute replace(replace(pg_get_functiondef('log.append_reports'::regproc), 'append_reports', 'append_without_lock'), 'log.take_append_lock()', 'clock_timestamp()');
            end $$
            """);
        foreach (var writers in (int[])[1, 2, 4])
        {
            var chunks = ChunksOf(writers, options.Reports);
            foreach (var (function, how) in ((string, string)[])[("append_reports", "with the lock"), ("append_without_lock", "without")])
                await MeasureAsync(installation, postgres, function, chunks, $"append alone, {writers} writers, {how}", table);
        }
    }

    private static async Task MeasureAsync(
        Installation installation, NpgsqlDataSource postgres, string function, List<List<AcceptedReport[]>> writers, string what, ResultTable table)
    {
        await ExecuteAsync(postgres,
            "truncate log.mt_events, log.mt_streams, log.inbox, log.dead_letters; alter sequence log.mt_events_sequence restart; checkpoint");
        var processors = ProcessorTime.Start(installation.Processes);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(writers.Select(chunks => Task.Run(() => AppendAsync(postgres, function, chunks))));
        var count = writers.Sum(chunks => chunks.Sum(chunk => chunk.Length));
        table.Rate(what, count / watch.Elapsed.TotalSeconds, count, processors, CopyLimit.Name);
    }

    /// <summary>Each writer's chunks; a stream is of one writer, as a company is of one partition.</summary>
    private static List<List<AcceptedReport[]>> ChunksOf(int writers, int reports)
    {
        var accepted = Samples.Accepted(reports);
        return [.. accepted.GroupBy(report => (uint)string.GetHashCode(report.Stream, StringComparison.Ordinal) % writers)
            .Select(own => own.Chunk(PerChunk).ToList())];
    }

    private static async Task AppendAsync(NpgsqlDataSource postgres, string function, List<AcceptedReport[]> chunks)
    {
        foreach (var chunk in chunks)
        {
            await using var command = postgres.CreateCommand($"select count(*) from log.{function}($1, $2, $3, $4, $5, $6, $7)").WithChunk(chunk);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task ExecuteAsync(NpgsqlDataSource postgres, string sql)
    {
        await using var command = postgres.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
