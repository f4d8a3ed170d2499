using System.Security.Cryptography;
using System.Text;
using EventPlatform.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace EventPlatform.Query;

/// <summary>
/// Answers requests from one state of the read tables. Each has an ETag. A client that sends it gets 304 if it is unchanged.
/// </summary>
internal sealed class Reading(ReadTables tables, TimeProvider time)
{
    private const string Head = "select coalesce(max(seq_id), 0) from log.mt_events where seq_id <= $1 and not is_archived";

    public async Task<IResult> AnswerAsync(
        HttpRequest request, Asked asked, Func<ReadSession, AsKnown, Task<IResult>> answer, CancellationToken ct)
    {
        var (session, known) = await OpenAsync(asked, ct);
        await using var opened = session;
        var tag = TagOf(request, session);
        // Refusals carry no tag, so a client with the tag of this state and request has the answer
        var had = request.GetTypedHeaders().IfNoneMatch;
        if (had.Any(one => one.Compare(tag, useStrongComparison: false))) return NotModified(request, tag);
        var answered = await answer(session, known);
        if (answered is RedirectHttpResult or IStatusCodeHttpResult { StatusCode: < 200 or >= 300 }) return answered;
        if (had.Contains(EntityTagHeaderValue.Any))
        {
            if (answered is FileStreamHttpResult { FileStream: var file }) await file.DisposeAsync();
            return NotModified(request, tag);
        }

        Describe(request, tag);
        return answered;
    }

    /// <summary>Identifies the state of the tables, the day (promises are judged as of today), the request and its format.</summary>
    private EntityTagHeaderValue TagOf(HttpRequest request, ReadSession session)
    {
        var asked = SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Path}{request.QueryString} {request.Headers.Accept}"));
        return new(
            $"\"{session.Generation}.{session.Position}.{DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).DayNumber}.{Convert.ToHexStringLower(asked.AsSpan(0, 8))}\"",
            isWeak: true);
    }

    private static StatusCodeHttpResult NotModified(HttpRequest request, EntityTagHeaderValue tag)
    {
        Describe(request, tag);
        return TypedResults.StatusCode(StatusCodes.Status304NotModified);
    }

    private static void Describe(HttpRequest request, EntityTagHeaderValue tag)
    {
        var headers = request.HttpContext.Response.GetTypedHeaders();
        headers.ETag = tag;
        headers.CacheControl = new CacheControlHeaderValue { Private = true, NoCache = true };
        request.HttpContext.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
    }

    private async Task<(ReadSession Session, AsKnown Known)> OpenAsync(Asked asked, CancellationToken ct)
    {
        var session = await tables.OpenAsync(asked.MinPosition, "minPosition", ct);
        if (asked is { KnownAt: null, KnownBy: null, Walked: null }) return (session, asked.Of(session.Position, isNow: true));
        try
        {
            var position = asked.Walked ?? await PositionAsync(session, new(asked.KnownAt, asked.KnownBy), ct);
            if (position <= session.Position) return (session, asked.Of(position, position == session.Position));
            await session.DisposeAsync();
            session = await tables.OpenAsync(position, "cursor", ct);
            return (session, asked.Of(position, position == session.Position));
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>The last position of the log at a moment.</summary>
    public static async Task<long> PositionAsync(ReadSession session, Moment moment, CancellationToken ct) => await PositionAsync(
        session, Head, moment.Position ?? await PositionAsync(session, ReportLog.LastBySql, moment.Time!.Value, ct), ct);

    private static async Task<long> PositionAsync(ReadSession session, string sql, object value, CancellationToken ct) =>
        (await session.ListAsync(sql, [value], row => row.GetInt64(0), ct))[0];
}
