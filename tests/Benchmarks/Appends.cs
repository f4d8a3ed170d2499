using System.Diagnostics;
using EventPlatform.Contracts;
using EventPlatform.Servers;
using EventPlatform.Storage;
using Marten;
using Npgsql;

namespace EventPlatform.Benchmarks;

/// <summary>
/// Measures the append function alone, in a database of its own. Each writer appends chunks of its own companies, with the append lock and
/// with a copy of the function that takes no lock, and also small chunks, as single posts cause them.
/// </summary>
internal static class Appends
{
    private const int PerChunk = 500;
    private const int SmallChunks = 3_000;
    private const string Counted = "append_and_count";

    public static async Task MeasureAsync(Installation installation, BenchmarkOptions options, ResultTable table)
    {
        await using var postgres = await OpenAsync(installation, "appends");
        await ExecuteAsync(postgres,
            """
            do $$ begin
              execute replace(replace(pg_get_functiondef('log.append_reports'::regproc), 'append_reports', 'append_without_lock'), 'log.take_append_lock()', 'clock_timestamp()');
            end $$
            """);
        foreach (var size in (int[])[1, 20])
        {
            foreach (var (function, how) in ((string, string)[])[("append_reports", ""), (Counted, ", counted")])
            {
                var chunks = ChunksOf(1, SmallChunks * size, size);
                await MeasureAsync(installation, postgres, function, chunks, $"append alone, {size} a call{how}", table);
            }
        }

        foreach (var writers in (int[])[1, 2, 4])
        {
            var chunks = ChunksOf(writers, options.Reports, PerChunk);
            foreach (var (function, how) in ((string, string)[])
                [("append_reports", "with the lock"), (Counted, "counted"), ("append_without_lock", "without")])
                await MeasureAsync(installation, postgres, function, chunks, $"append alone, {writers} writers, {how}", table);
        }

        await DiskSize.OfLogAsync(postgres, table);
    }

    /// <summary>Creates a log in a database of its own, with connections like those of the EventStore.</summary>
    public static async Task<NpgsqlDataSource> OpenAsync(Installation installation, string database)
    {
        await installation.Workspace.Servers.CreateDatabaseAsync(database);
        var postgres = NpgsqlDataSource.Create(
            $"{installation.Workspace.Servers.Database(database)};Max Auto Prepare=100;No Reset On Close=true");
        await using var store = DocumentStore.For(marten => ReportLog.Configure(marten, postgres));
        await ReportLog.MigrateAsync(store, postgres, CancellationToken.None);
        return postgres;
    }

    /// <param name="peers">Earlier figures to compare with, besides the limit.</param>
    public static async Task MeasureAsync(
        Installation installation, NpgsqlDataSource postgres, string function, List<List<AcceptedReport[]>> writers, string what,
        ResultTable table, params string[] peers)
    {
        await ExecuteAsync(postgres,
            "truncate log.mt_events, log.mt_streams, log.dead_letters, log.deliveries, log.tallies; alter sequence log.mt_events_sequence restart; checkpoint");
        var processors = ProcessorTime.Start(installation.Processes);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(writers.Select(chunks => Task.Run(() => AppendAsync(postgres, function, chunks))));
        var count = writers.Sum(chunks => chunks.Sum(chunk => chunk.Length));
        table.Rate(what, count / watch.Elapsed.TotalSeconds, count, processors, [CopyLimit.Name, .. peers]);
    }

    /// <summary>Returns the chunks of each writer. A stream has only one writer, as a company has only one partition.</summary>
    public static List<List<AcceptedReport[]>> ChunksOf(int writers, int reports, int size)
    {
        var accepted = Samples.Accepted(reports);
        return [.. accepted.GroupBy(report => (uint)string.GetHashCode(report.Stream, StringComparison.Ordinal) % writers)
            .Select(own => own.Chunk(size).ToList())];
    }

    private static async Task AppendAsync(NpgsqlDataSource postgres, string function, List<AcceptedReport[]> chunks)
    {
        var (publisher, number) = (Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), 0);
        foreach (var chunk in chunks)
        {
            var parameters = function == Counted ? "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10" : "$1, $2, $3, $4, $5, $6, $7";
            await using var command = postgres.CreateCommand($"select count(*) from log.{function}({parameters})").WithChunk(chunk);
            if (function == Counted)
            {
                command.WithDeliveries(Array.ConvertAll(
                    chunk, report => report with { Delivery = new(publisher, "feed bench", ++number) }));
            }

            await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task ExecuteAsync(NpgsqlDataSource postgres, string sql)
    {
        await using var command = postgres.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
