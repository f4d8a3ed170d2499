using System.Net.Mime;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Companies;
using EventPlatform.Query.Live;

namespace EventPlatform.Query.Facts;

/// <param name="Next">The cursor to send as <c>after</c> for the next page.</param>
/// <param name="Redone">
/// The generation of the read tables, if the cursor in <c>after</c> is from another generation: the facts before it may have changed.
/// </param>
internal sealed record FactChangesPage(IReadOnlyList<FactChange> Items, string Next, int? Redone);

/// <summary>
/// <c>GET /v1/facts/changes?after=&amp;company=&amp;type=&amp;state=&amp;limit=&amp;wait=</c>: changes of facts, a page at a time or live.
/// </summary>
internal static class FactChangesEndpoint
{
    public const string Following =
        "With 'Accept: text/event-stream' the answer is a stream of server-sent events: every change after the cursor, then each new " +
        "change as it becomes known. 'id' is the cursor and 'data' the change. Last-Event-ID resumes after that cursor. " +
        "A comment every 15 seconds shows that the stream is alive. " +
        "An event 'redone' reports that another generation of the read tables is served now: load anew what you have.";

    private static readonly string[] States = ["reported", "revised", "corroborated", "disputed", "retracted"];

    public static void MapFactChanges(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/facts/changes", Get).RequireKey(Role.Read).WithName("listFactChanges")
            .WithSummary("Changes of facts, a page at a time or live")
            .WithDescription("Facts in the order in which they became known in this form. " + Following)
            .Takes("after", $"Changes after this {LiveRequests.CursorOrPosition}")
            .Takes("company",
                "The key of a company that the facts are shown on; also a key from before a merge. " +
                "Followers need not ask again after a merge or a split. " +
                "A fact that leaves the company is sent once more, with its new company.", "xpeng")
            .TakesType("FundingRaised").Takes("state", "Only changes into this state.", "reported", choices: States)
            .TakesLimit(fallback: 100, max: 1000, example: 1).TakesWait()
            .Answers<FactChangesPage>($$"""{"items":[{{FactChange.Example}}],"next":"4.0@1"}""")
            .StreamsChanges();

    /// <summary>Documents the stream that <see cref="Get"/> sends on request.</summary>
    public static RouteHandlerBuilder StreamsChanges(this RouteHandlerBuilder endpoint) => endpoint
        .AnswersText(EventStream.MediaType, "Server-sent events: each has a change as its data.",
            $"id: 4.0@1\ndata: {FactChange.Example.ReplaceLineEndings("")}\n\n{LiveRequests.Redone(new LiveCursor(4, 0, 2))}")
        .IsFollowed();

    public static async Task<IResult> Get(
        HttpRequest request, LiveAnswer<FactChange, FactFilter> live, FollowedCompanies companies, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var after = parameters.After();
        using var company = companies.Follow(parameters.Text("company"));
        var filter = new FactFilter(company, parameters.Type(), parameters.OneOf("state", States));
        var limit = parameters.Limit(fallback: 100, max: 1000);
        var wait = parameters.Seconds("wait", LiveRequests.MaxWaitSeconds);
        if (parameters.Problem() is { } problem) return problem;
        if (request.WantsStream(MediaTypeNames.Application.Json))
            return request.ResumesAfter(after) is { } from
                ? await live.StreamAsync(request.HttpContext, from, filter)
                : LiveRequests.BadLastId();

        var page = await live.PageAsync(after, filter, limit, wait, ct);
        if (page.IsLost) return LiveRequests.Lost(page.EndOfLog);
        return TypedResults.Ok(new FactChangesPage(
            [.. page.Items.Select(item => item.Value)], page.Next.ToString(),
            after.IsOfOtherTablesThan(page.Next) ? page.Next.Generation : null));
    }
}
