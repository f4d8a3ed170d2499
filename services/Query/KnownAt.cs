using System.Globalization;

namespace EventPlatform.Query;

/// <summary>Up to where the log counts: a position, or a time by which its reports were recorded.</summary>
internal sealed record KnownAt(long? Position, DateTimeOffset? Time)
{
    public const string Expected = "must be a position such as 12, or an RFC 3339 time such as 2026-11-23T07:04:05Z";

    /// <summary>True of a fact version that was known at the position in parameter $1.</summary>
    public const string Condition = "known_from <= $1 and known_to > $1 and state <> 'retracted'";

    private static readonly string[] Times = ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    public static KnownAt? Read(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? new(position, null)
        : DateTimeOffset.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? new(null, time.ToUniversalTime())
        : null;

    /// <summary>Not beyond what the read tables have.</summary>
    public static async Task<long> PositionAsync(KnownAt? knownAt, ReadSession session, CancellationToken ct) => (await session.ListAsync(
        """
        select least(m.position, coalesce($1::bigint, case when $2::timestamptz is null then m.position else coalesce(
          (select seq_id from log.mt_events where timestamp <= $2 order by seq_id desc limit 1), 0) end)) from served.mark m
        """,
        [knownAt?.Position, knownAt?.Time], row => row.GetInt64(0), ct))[0];

    /// <summary>What a key means then: another where companies were joined.</summary>
    public static async Task<string> CompanyAsync(string key, long position, ReadSession session, CancellationToken ct) =>
        (await session.ListAsync("select canonical from served.links where key = $1 and known_from <= $2 and known_to > $2", [key, position], row => row.GetString(0), ct)) is [var canonical, ..] ? canonical : key;
}
