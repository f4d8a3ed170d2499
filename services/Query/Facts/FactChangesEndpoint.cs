using System.Net.Mime;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Companies;
using EventPlatform.Query.Live;

namespace EventPlatform.Query.Facts;

/// <param name="Next">Ask for what is after it to go on.</param>
/// <param name="Redone">The generation of read tables that tells from now on, where what came before the cursor asked after was told by another: it may be otherwise now.</param>
internal sealed record FactChangesPage(IReadOnlyList<FactChange> Items, string Next, int? Redone);

/// <summary><c>GET /v1/facts/changes?after=&amp;company=&amp;type=&amp;state=&amp;limit=&amp;wait=</c>: what changed in what is known, a page at a time or live.</summary>
internal static class FactChangesEndpoint
{
    public const string Following = "With 'Accept: text/event-stream' everything after the cursor and then what changes, as server-sent events: id is the cursor, data the change. Last-Event-ID resumes after it. "
        + "A comment every 15 seconds tells that the stream is alive. An event 'redone' tells once that other read tables are served than those that told before: what is known already is to be loaded anew.";

    private static readonly string[] States = ["reported", "revised", "corroborated", "disputed", "retracted"];

    public static void MapFactChanges(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/facts/changes", Get).RequireKey(Role.Read).WithName("listFactChanges")
            .WithSummary("What changed in what is known, a page at a time or live")
            .WithDescription("Facts in the order in which they became known in this form. " + Following)
            .Takes("after", $"Changes after this {LiveRequests.CursorOrPosition}").Takes("company", "The key of a company that the facts are shown on, now or before it was merged; followers need not ask again after a merge or a split. A fact that leaves the company is told once more, with the company that it is on now.", "xpeng")
            .TakesType("FundingRaised").Takes("state", "Facts that came into this state.", "reported", choices: States).TakesLimit(fallback: 100, max: 1000, example: 1).TakesWait()
            .Answers<FactChangesPage>($$"""{"items":[{{FactChange.Example}}],"next":"4.0@1"}""")
            .StreamsChanges();

    /// <summary>As <see cref="Get"/> does where that is asked for.</summary>
    public static RouteHandlerBuilder StreamsChanges(this RouteHandlerBuilder endpoint) => endpoint
        .AnswersText(EventStream.MediaType, "Server-sent events: each has a change as its data.",
            $"id: 4.0@1\ndata: {FactChange.Example.ReplaceLineEndings("")}\n\n{LiveRequests.Redone(new LiveCursor(4, 0, 2))}")
        .IsFollowed();

    public static async Task<IResult> Get(HttpRequest request, LiveAnswer<FactChange, FactFilter> live, FollowedCompanies companies, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var after = parameters.After();
        using var company = companies.Follow(parameters.Text("company"));
        var filter = new FactFilter(company, parameters.Type(), parameters.OneOf("state", States));
        var limit = parameters.Limit(fallback: 100, max: 1000);
        var wait = parameters.Seconds("wait", LiveRequests.MaxWaitSeconds);
        if (parameters.Problem() is { } problem) return problem;
        if (request.WantsStream(MediaTypeNames.Application.Json)) return request.ResumesAfter(after) is { } from ? await live.StreamAsync(request.HttpContext, from, filter) : LiveRequests.BadLastId();

        var page = await live.PageAsync(after, filter, limit, wait, ct);
        if (page.IsLost) return LiveRequests.Lost(page.EndOfLog);
        return TypedResults.Ok(new FactChangesPage([.. page.Items.Select(item => item.Value)], page.Next.ToString(), after.IsOfOtherTablesThan(page.Next) ? page.Next.Generation : null));
    }
}
