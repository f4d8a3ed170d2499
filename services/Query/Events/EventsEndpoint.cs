using System.Net.Mime;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Companies;
using EventPlatform.Query.Live;

namespace EventPlatform.Query.Events;

/// <summary>
/// <c>GET /v1/events?after=&amp;type=&amp;company=&amp;limit=&amp;wait=</c>: the log by position, as a page of JSON or, with
/// <c>Accept: text/event-stream</c>, as a stream of everything after the position and then of new reports.
/// </summary>
internal static class EventsEndpoint
{
    public static void MapLogEvents(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/events", Get).RequireKey(Role.Read).WithName("listEvents")
            .WithSummary("The log by position, a page at a time or live")
            .WithDescription(
                "With 'Accept: text/event-stream' the answer is a stream of server-sent events: everything after the position, " +
                "then each report as it is appended. 'id' is a cursor and 'data' the report. Last-Event-ID resumes after that cursor. " +
                "A comment every 15 seconds shows that the stream is alive.")
            .Takes("after", $"Reports after this {LiveRequests.CursorOrPosition}", "0")
            .TakesNumber("last", "This many of the newest reports, oldest first, instead of those after a position.", null, 1, 1000)
            .TakesType("FundingRaised")
            .Takes("company", "The key of a company. Reports are included under any key that means it when they are sent to you.", "xpeng")
            .TakesLimit(fallback: 100, max: 1000, example: 1).TakesWait()
            .Answers<LogPage>($$"""{"items":[{{LogEvent.Example}}],"position":1,"next":"1"}""")
            .AnswersText(EventStream.MediaType, "Server-sent events: each has a report as its data.",
                $"data: {LogEvent.Example.ReplaceLineEndings("")}\nid: 1\n\n")
            .IsFollowed();

    private static async Task<IResult> Get(
        HttpRequest request, LiveAnswer<LogEvent, LogFilter> live, LogReader log, FollowedCompanies companies, CancellationToken ct)
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
        if (request.WantsStream(MediaTypeNames.Application.Json))
            return request.ResumesAfter(after) is { } from
                ? await live.StreamAsync(request.HttpContext, from, filter)
                : LiveRequests.BadLastId();

        var page = await live.PageAsync(after, filter, last ?? limit, wait, ct);
        if (page.IsLost) return LiveRequests.Lost(page.EndOfLog);
        return TypedResults.Ok(new LogPage([.. page.Items.Select(item => item.Value)], page.Next.Position, page.Next.ToString()));
    }
}
