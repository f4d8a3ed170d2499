using System.Net.Mime;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Companies;
using EventPlatform.Query.Live;

namespace EventPlatform.Query.Events;

/// <summary>
/// <c>GET /v1/events?after=&amp;type=&amp;company=&amp;limit=&amp;wait=</c>: the log by position, a page as JSON, or with <c>Accept: text/event-stream</c> everything
/// after the position and then live. There <c>id:</c> is a cursor, and <c>Last-Event-ID</c> resumes after it.
/// </summary>
internal static class EventsEndpoint
{
    public static void MapLogEvents(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/events", Get).RequireKey(Role.Read).WithName("listEvents")
            .WithSummary("The log by position, a page at a time or live")
            .WithDescription("With 'Accept: text/event-stream' everything after the position and then what is appended, as server-sent events: id is a cursor, data the event. Last-Event-ID resumes after it. A comment every 15 seconds tells that the stream is alive.")
            .Takes("after", $"Reports after this {LiveRequests.CursorOrPosition}", "0").TakesNumber("last", "The newest so many reports, oldest first, instead of those after a position.", null, 1, 1000)
            .TakesType("FundingRaised")
            .Takes("company", "Reports on the company of this key, sent under any key that is known to mean it when they are told.", "xpeng").TakesLimit(fallback: 100, max: 1000, example: 1).TakesWait()
            .Answers<LogPage>($$"""{"items":[{{LogEvent.Example}}],"position":1,"next":"1"}""")
            .AnswersText(EventStream.MediaType, "Server-sent events: each has a report as its data.",
                $"data: {LogEvent.Example.ReplaceLineEndings("")}\nid: 1\n\n")
            .IsFollowed();

    private static async Task<IResult> Get(HttpRequest request, LiveAnswer<LogEvent, LogFilter> live, LogReader log, FollowedCompanies companies, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var after = parameters.After();
        using var company = companies.Follow(parameters.Text("company"));
        var filter = new LogFilter(parameters.Type(), company);
        var last = parameters.Last(max: 1000);
        var limit = parameters.Limit(fallback: 100, max: 1000);
        var wait = parameters.Seconds("wait", LiveRequests.MaxWaitSeconds);
        if (parameters.Problem() is { } problem) return problem;
        if (last is { } count) after = await log.BeforeLastAsync(count, filter, ct);
        if (request.WantsStream(MediaTypeNames.Application.Json)) return request.ResumesAfter(after) is { } from ? await live.StreamAsync(request.HttpContext, from, filter) : LiveRequests.BadLastId();

        var page = await live.PageAsync(after, filter, last ?? limit, wait, ct);
        if (page.IsLost) return LiveRequests.Lost(page.EndOfLog);
        return TypedResults.Ok(new LogPage([.. page.Items.Select(item => item.Value)], page.Next.Position, page.Next.ToString()));
    }
}
