using Microsoft.Net.Http.Headers;

namespace EventPlatform.Query;

/// <summary>
/// Answers of one state of the read tables. Each carries it as an ETag (generation, position and day), and is not made again for who has it.
/// </summary>
internal sealed class Reading(ReadTables tables, TimeProvider time)
{
    private const string Head = "select coalesce(max(seq_id), 0) from log.mt_events where seq_id <= $1 and not is_archived";

    /// <summary>Positions follow recorded times, so halving finds the last that was recorded by a time.</summary>
    private const string LastBy =
        """
        with recursive search (low, high) as (
          select 0::bigint, coalesce(max(seq_id), 0) from log.mt_events
          union all
          select case when e.timestamp <= $1 then middle else low end, case when e.timestamp <= $1 then high else middle - 1 end
          from (select low, high, (low + high + 1) / 2 as middle from search where low < high) s
          cross join lateral (select timestamp from log.mt_events where seq_id >= middle order by seq_id limit 1) e)
        select low from search where low >= high
        """;

    public async Task<IResult> AnswerAsync(HttpRequest request, Asked asked, Func<ReadSession, AsKnown, Task<IResult>> answer, CancellationToken ct)
    {
        var (session, known) = await OpenAsync(asked, ct);
        await using var opened = session;
        var tag = new EntityTagHeaderValue($"\"{session.Generation}.{session.Position}.{DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).DayNumber}\"", isWeak: true); // promises are judged as of today
        var headers = request.HttpContext.Response.GetTypedHeaders();
        headers.ETag = tag;
        headers.CacheControl = new CacheControlHeaderValue { Private = true, NoCache = true };
        request.HttpContext.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return request.GetTypedHeaders().IfNoneMatch.Any(had => had.Equals(EntityTagHeaderValue.Any) || had.Compare(tag, useStrongComparison: false))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : await answer(session, known);
    }

    private async Task<(ReadSession Session, AsKnown Known)> OpenAsync(Asked asked, CancellationToken ct)
    {
        var session = await tables.OpenAsync(asked.MinPosition, ct);
        if (asked is { KnownAt: null, KnownBy: null }) return (session, new(session.Position, IsNow: true, asked.AsOf));
        try
        {
            var last = asked.KnownAt ?? await PositionAsync(session, LastBy, asked.KnownBy!.Value, ct);
            var position = await PositionAsync(session, Head, last, ct);
            if (position <= session.Position) return (session, new(position, position == session.Position, asked.AsOf));
            await session.DisposeAsync();
            session = await tables.OpenAsync(position, ct);
            return (session, new(position, position == session.Position, asked.AsOf));
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    private static async Task<long> PositionAsync(ReadSession session, string sql, object value, CancellationToken ct) =>
        (await session.ListAsync(sql, [value], row => row.GetInt64(0), ct))[0];
}
