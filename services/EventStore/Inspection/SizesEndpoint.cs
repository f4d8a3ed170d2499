using System.Text.Json;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore.Inspection;

/// <param name="Position">The end of the log at the time of the backup.</param>
internal sealed record Backup(DateTimeOffset At, long Position);

/// <param name="LogBytes">The bytes of the log with its indexes and the tables beside it.</param>
/// <param name="Schemas">The bytes of other schemas: generations of the read tables, and services' own read models.</param>
/// <param name="Reports">The number of positions in the log.</param>
/// <param name="ReportsLastDay">The number of reports of the last 24 hours.</param>
/// <param name="BytesPerReport">The average bytes per report, including everything that is built from the log.</param>
/// <param name="LastBackup">The last backup by deploy/backup; null if there is none.</param>
internal sealed record SizesAnswer(
    long DatabaseBytes, long LogBytes, IReadOnlyDictionary<string, long> Schemas, long Reports, long ReportsLastDay, double BytesPerReport,
    Backup? LastBackup);

/// <summary><c>GET /v1/sizes</c>: the size of the platform, its growth, and its last backup.</summary>
internal static class SizesEndpoint
{
    private static readonly string SizesSql = PostgresRows.ScriptBeside(typeof(SizesEndpoint), "Sizes");

    public static void MapSizes(this IEndpointRouteBuilder app) => app.MapGet("/v1/sizes", Get)
        .RequireKey(Role.Observer).WithName("getSizes")
        .WithSummary("Bytes on the disk of PostgreSQL, growth, and the last backup")
        .Answers<SizesAnswer>(
            """
            {"databaseBytes":33554432,"logBytes":10485760,"schemas":{"read_1":12582912},"reports":11000,"reportsLastDay":1200,
             "bytesPerReport":2097.2,"lastBackup":{"at":"2026-11-23T07:04:05.123456+00:00","position":10900}}
            """);

    private static async Task<SizesAnswer> Get(NpgsqlDataSource dataSource, TimeProvider time, CancellationToken ct)
    {
        await using var before = dataSource.CreateCommand(ReportLog.LastBySql).With(time.GetUtcNow().AddDays(-1));
        var dayAgo = (long)(await before.ExecuteScalarAsync(ct))!;
        await using var command = dataSource.CreateCommand(SizesSql);
        return (await command.ListAsync(row =>
        {
            var (database, log, last) = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(5));
            var schemas = JsonSerializer.Deserialize<Dictionary<string, long>>(row.GetString(2))!;
            return new SizesAnswer(database, log, schemas, last, last - dayAgo,
                last == 0 ? 0 : Math.Round((double)database / last, 1),
                row.IsDBNull(3) ? null : new(row.GetFieldValue<DateTimeOffset>(3), row.GetInt64(4)));
        }, ct))[0];
    }
}
