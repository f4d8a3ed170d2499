using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Storage;

namespace EventPlatform.Query.Receipts;

/// <summary>
/// <c>GET /v1/receipts?source=&amp;id=&amp;hash=&amp;event=&amp;wait=</c>: what happened to a report that was answered with 202; 404 while
/// it is unknown or still on its way. <c>wait</c> waits up to that many seconds for an outcome. <c>hash</c> and <c>event</c>, as in the
/// receipt of a post, distinguish it from other posts of the same identity.
/// </summary>
internal static class ReceiptsEndpoint
{
    private const string NoSuchReport = "No such report yet";
    private const string OnItsWay = "The report is unknown, or still on its way into the log. 'wait' waits for an outcome.";
    private const string NotYours = "The source belongs to another feed";
    private const string NotYoursDetail = "A feed sees only what happened to reports under its own source.";
    private const int MaxWait = 30;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    public static void MapReceipts(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/receipts", Get).RequireKey(Role.Feed, Role.Read).WithName("getReceipt")
            .WithSummary("What happened to a report that was answered with 202")
            .Takes("source", "The report's CloudEvents source.", "/samples/news", required: true)
            .Takes("id", "The report's CloudEvents id.", "p7-launch@1", required: true)
            .Takes("hash", "The hash of the content, as in the receipt of a post. It excludes other content of the same identity.")
            .Takes("event",
                "The UUID of the event, as in the receipt of a post. It distinguishes that post from others of the same content.",
                format: "uuid")
            .TakesNumber("wait", "How many seconds to wait for an outcome. The default is 0.", 5, 0, MaxWait)
            .Answers<Receipt>(
                """{"status":"stored","source":"/samples/news","id":"p7-launch@1","position":11,"recordedtime":"2026-11-23T07:04:05.123456+00:00","projected":true}""")
            .Refuses(StatusCodes.Status403Forbidden, NotYours, NotYoursDetail)
            .Refuses(StatusCodes.Status404NotFound, NoSuchReport, OnItsWay);

    private static async Task<IResult> Get(
        HttpRequest request, AccessDirectory directory, ReadTables tables, Notifications notifications, TimeProvider time,
        CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var (source, id, hash) = (parameters.Required("source"), parameters.Required("id"), parameters.Text("hash"));
        var eventId = parameters.Checked<Guid?>("event", null, "must be a UUID", text => Guid.TryParse(text, out var read) ? read : null);
        var wait = parameters.Seconds("wait", MaxWait);
        if (parameters.Problem() is { } problem) return problem;
        if (request.HttpContext.FeedName() is { } feed && directory.FindFeed(feed)?.Owns(source) is not true)
            return TypedResults.Problem(title: NotYours, detail: NotYoursDetail, statusCode: StatusCodes.Status403Forbidden);

        for (var start = time.GetTimestamp(); ;)
        {
            var appended = notifications.Of(ReportLog.AppendedChannel).Next;
            await using (var session = await tables.OpenAsync(ct))
            {
                if (await ReceiptReader.FindAsync(session, source, id, hash, eventId, ct) is { } receipt) return TypedResults.Ok(receipt);
            }

            if (time.GetElapsedTime(start) >= wait) break;
            await appended.WaitAsync(LookAgain, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ct.ThrowIfCancellationRequested();
        }

        return TypedResults.Problem(title: NoSuchReport, detail: OnItsWay, statusCode: StatusCodes.Status404NotFound);
    }
}
