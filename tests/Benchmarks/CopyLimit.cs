using System.Diagnostics;
using EventPlatform.Contracts;
using EventPlatform.Servers;
using Npgsql;
using NpgsqlTypes;

namespace EventPlatform.Benchmarks;

/// <summary>Measures the limit of storing: COPY into a table with the columns and indexes of the log.</summary>
internal static class CopyLimit
{
    public const string Name = "COPY into the same indexes";
    private const int RowsPerTransaction = 5_000;

    public static async Task MeasureAsync(Installation installation, BenchmarkOptions options, ResultTable table)
    {
        var reports = Samples.Accepted(options.Reports);
        await using var connection = await installation.Workspace.Postgres.OpenConnectionAsync();
        await ExecuteAsync(connection, "create schema limits; create table limits.events (like log.mt_events including all)");
        var processors = ProcessorTime.Start(installation.Processes);
        var watch = Stopwatch.StartNew();
        foreach (var rows in reports.Index().Chunk(RowsPerTransaction))
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await CopyAsync(connection, rows);
            await transaction.CommitAsync();
        }

        table.Rate(Name, reports.Count / watch.Elapsed.TotalSeconds, reports.Count, processors);
        await ExecuteAsync(connection, "drop schema limits cascade");
    }

    private static async Task CopyAsync(NpgsqlConnection connection, (int Index, AcceptedReport Item)[] rows)
    {
        await using var events = await connection.BeginBinaryImportAsync(
            """copy limits.events (seq_id, id, stream_id, version, data, type, "timestamp", tenant_id) from stdin (format binary)""");
        foreach (var (index, report) in rows)
        {
            await events.StartRowAsync();
            await events.WriteAsync((long)index + 1);
            await events.WriteAsync(report.EventId);
            await events.WriteAsync(report.Stream);
            await events.WriteAsync((long)index + 1);
            await events.WriteAsync(report.Document, NpgsqlDbType.Jsonb);
            await events.WriteAsync(report.Type);
            await events.WriteAsync(TimeProvider.System.GetUtcNow());
            await events.WriteAsync("*DEFAULT*");
        }

        await events.CompleteAsync();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
