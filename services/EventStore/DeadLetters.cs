using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace EventPlatform.EventStore;

/// <param name="Reason"><c>bad-data</c>: the database refused it; <c>conflicting-duplicate</c>: its identity is stored with other content.</param>
/// <param name="Payload">The report as JSON.</param>
internal sealed record DeadLetter(string Source, string Id, string Type, string Reason, string Error, string Payload, DateTimeOffset At);

/// <summary>Reports that could not be stored: kept whole, listed for ops at <c>GET /v1/dead-letters</c>, newest first.</summary>
internal sealed partial class DeadLetters(NpgsqlDataSource dataSource, ILogger<DeadLetters> log)
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/v1/dead-letters", List).RequireKey(Role.Ops);

    public async Task AddAsync(AcceptedReport report, string error, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            """
            insert into log.dead_letters (source, id, hash, type, reason, error, payload)
            values ($1, $2, $3, $4, 'bad-data', $5, $6) on conflict do nothing
            """)
            .With(((string[])[report.Source, report.Id, report.ContentHash, report.Type, error, report.Document]).Select(value => value.Replace('\0', '\uFFFD')));
        await command.ExecuteNonQueryAsync(ct);
        Kept(report.Source, report.Id, error);
    }

    private static async Task<Ok<IReadOnlyList<DeadLetter>>> List(NpgsqlDataSource dataSource, CancellationToken ct, int limit = 100)
    {
        await using var command = dataSource.CreateCommand(
            "select source, id, type, reason, error, payload, at from log.dead_letters order by at desc limit $1").With(Math.Clamp(limit, 1, 1000));
        return TypedResults.Ok(await command.ListAsync(row => new DeadLetter(
            row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetFieldValue<DateTimeOffset>(6)), ct));
    }

    [LoggerMessage(LogLevel.Error, "Dead letter {Source} {Id}: {Error}")]
    private partial void Kept(string source, string id, string error);
}
