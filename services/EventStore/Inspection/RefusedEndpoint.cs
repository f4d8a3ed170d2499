using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore.Inspection;

/// <param name="Sender">The sender, such as <c>feed press</c>.</param>
/// <param name="Events">The number of its events that were ever refused.</param>
/// <param name="Last">The time of the last refusal.</param>
/// <param name="Why">The place and the reason of the last refusal.</param>
internal sealed record RefusedSender(string Sender, long Events, DateTimeOffset Last, string Why);

/// <param name="Who">The holder of the key, or <c>?</c>.</param>
/// <param name="Reason"><c>unknown</c>, <c>revoked</c>, or <c>role</c> if the key lacks the role.</param>
/// <param name="Requests">The number of requests refused in the last hour.</param>
internal sealed record RefusedKeyUse(string Who, string? Key, string Reason, long Requests, DateTimeOffset Last);

internal sealed record RefusedAnswer(IReadOnlyList<RefusedSender> Senders, IReadOnlyList<RefusedKeyUse> Keys);

/// <summary><c>GET /v1/refused</c>: the senders and keys that were refused in the last hour.</summary>
internal static class RefusedEndpoint
{
    private const string SendersSql =
        """
        select sender, sum(count)::bigint, max(last), (array_agg(concat_ws(': ', nullif(pointer, ''), detail) order by last desc))[1]
        from log.refusals group by sender having max(last) > $1 order by max(last) desc limit 20
        """;

    /// <summary>Reads only the last 1,000 entries, because the audit has no index by time.</summary>
    private const string KeysSql =
        """
        select who, key, detail->>'reason', sum((detail->>'count')::bigint)::bigint, max(at)
        from (select * from audit.entries order by id desc limit 1000) e
        where action = 'key-refused' and at > $1 group by 1, 2, 3 order by max(at) desc limit 20
        """;

    public static void MapRefused(this IEndpointRouteBuilder app) => app.MapGet("/v1/refused", Get)
        .RequireKey(Role.Observer).WithName("getRefused")
        .WithSummary("Senders and keys that were refused in the last hour, the latest first")
        .Answers<RefusedAnswer>(
            """
            {"senders":[{"sender":"feed press","events":12,"last":"2026-11-23T07:04:05.123456+00:00","why":"/data/amount/currency: must be a currency of ISO 4217"}],
             "keys":[{"who":"archive","key":"b94d27b9934d","reason":"revoked","requests":40,"last":"2026-11-23T07:04:05.123456+00:00"}]}
            """);

    private static async Task<RefusedAnswer> Get(NpgsqlDataSource dataSource, TimeProvider time, CancellationToken ct)
    {
        var since = time.GetUtcNow().AddHours(-1);
        await using var senders = dataSource.CreateCommand(SendersSql).With(since);
        await using var keys = dataSource.CreateCommand(KeysSql).With(since);
        return new(
            await senders.ListAsync(
                row => new RefusedSender(row.GetString(0), row.GetInt64(1), row.GetFieldValue<DateTimeOffset>(2), row.GetString(3)), ct),
            await keys.ListAsync(
                row => new RefusedKeyUse(
                    row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetString(2), row.GetInt64(3),
                    row.GetFieldValue<DateTimeOffset>(4)), ct));
    }
}
