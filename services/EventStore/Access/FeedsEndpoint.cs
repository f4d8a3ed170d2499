using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace EventPlatform.EventStore.Access;

/// <summary>
/// <c>GET</c> and <c>POST /v1/feeds</c>, <c>GET</c> and <c>PUT /v1/feeds/{name}</c>: the upstream publishers with their source prefixes,
/// trust, licence and attribution.
/// </summary>
internal static class FeedsEndpoint
{
    public const string NoSuchFeed = "No such feed";
    private const string Exists = "A feed with this name exists";
    private const string Invalid = "The feed is not valid";
    private const string InvalidDetail = "Each error names a field by JSON Pointer and what would be right.";
    private const string NameOfKey = "A key with this name exists";
    private const string Body =
        """
        {"name":"press","sourcePrefix":"/feeds/press","trust":5,"licence":"CC-BY-4.0","attribution":"Data by Press","overlaps":[]}
        """;

    public static void MapFeeds(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/feeds", List).RequireKey(Role.Observer).WithName("listFeeds")
            .WithSummary("The feeds, by name").Answers<Page<FeedAnswer>>($$"""{"items":[{{Body}}]}""");
        app.MapGet("/v1/feeds/{name}", Get).RequireKey(Role.Observer).WithName("getFeed")
            .WithSummary("One feed").DescribesName().Answers<FeedAnswer>(Body).RefusesUnknown();
        app.MapPost("/v1/feeds", Create).RequireKey(Role.Ops).WithName("createFeed")
            .WithSummary("A new feed: it posts, revises and retracts under its source prefix only")
            .TakesBody(Body).Answers<FeedAnswer>(Body, StatusCodes.Status201Created)
            .Heads(StatusCodes.Status201Created, HeaderNames.Location, "The address of the feed.").RefusesInvalid()
            .Refuses(StatusCodes.Status409Conflict, Exists, "PUT /v1/feeds/press changes it.")
            .Refuses(StatusCodes.Status409Conflict, NameOfKey, ChooseAnother("press"));
        app.MapPut("/v1/feeds/{name}", Change).RequireKey(Role.Ops).WithName("updateFeed")
            .WithSummary("Changes everything of a feed except its name")
            .DescribesName().TakesBody(Body).Answers<FeedAnswer>(Body).RefusesInvalid().RefusesUnknown()
            .Refuses(StatusCodes.Status400BadRequest, KeepsName, KeepsNameDetail("press"));
    }

    private const string KeepsName = "A feed keeps its name";

    public static string ThereIsNo(string name) => $"There is no feed '{name}': POST /v1/feeds creates one.";

    private static string ChooseAnother(string name) => $"Choose another name than '{name}': the audit identifies holders by name.";

    private static RouteHandlerBuilder DescribesName(this RouteHandlerBuilder endpoint) =>
        endpoint.Describes("name", "The feed's name.", "press");

    private static RouteHandlerBuilder RefusesUnknown(this RouteHandlerBuilder endpoint) =>
        endpoint.Refuses(StatusCodes.Status404NotFound, NoSuchFeed, ThereIsNo("press"));

    private static RouteHandlerBuilder RefusesInvalid(this RouteHandlerBuilder endpoint) => endpoint
        .Refuses(StatusCodes.Status400BadRequest, Invalid, InvalidDetail,
            """{"errors":[{"pointer":"/name","detail":"must be 1 to 60 lower-case letters, digits and hyphens"}]}""")
        .Refuses(StatusCodes.Status409Conflict, FeedOverlaps.Title,
            FeedOverlaps.HowToNest(new Feed("wire", "/feeds/press/wire", 0, null, null)), """{"overlaps":["wire"]}""");

    private static async Task<Ok<Page<FeedAnswer>>> List(AccessStore store, CancellationToken ct)
    {
        var feeds = await store.FeedsAsync(ct);
        return TypedResults.Ok(new Page<FeedAnswer>([.. feeds.Select(feed => FeedAnswer.Of(feed, feeds))]));
    }

    private static async Task<Results<Ok<FeedAnswer>, ProblemHttpResult>> Get(string name, AccessStore store, CancellationToken ct)
    {
        var feeds = await store.FeedsAsync(ct);
        return feeds.FirstOrDefault(feed => feed.Name == name) is { } found ? TypedResults.Ok(FeedAnswer.Of(found, feeds)) : Unknown(name);
    }

    private static Task<IResult> Create(
        FeedRequest request, HttpContext http, FeedRegistry registry, AccessDirectory directory, AccessRefresh refresh,
        CancellationToken ct) =>
        SaveAsync(
            request, http, registry, refresh, feeds => WhyNotNew(request.Name, feeds, directory),
            answer => TypedResults.Created($"/v1/feeds/{answer.Name}", answer), ct);

    private static async Task<IResult> Change(
        string name, FeedRequest request, HttpContext http, FeedRegistry registry, AccessRefresh refresh, CancellationToken ct) =>
        request.Name == name
            ? await SaveAsync(
                request, http, registry, refresh, feeds => feeds.Any(feed => feed.Name == name) ? null : Unknown(name),
                TypedResults.Ok, ct)
            : Problems.Of(StatusCodes.Status400BadRequest, KeepsName, KeepsNameDetail(name));

    private static string KeepsNameDetail(string name) => $"Send name '{name}', or create another feed.";

    private static async Task<IResult> SaveAsync(
        FeedRequest request, HttpContext http, FeedRegistry registry, AccessRefresh refresh,
        Func<IReadOnlyList<Feed>, ProblemHttpResult?> refuse, Func<FeedAnswer, IResult> answer, CancellationToken ct)
    {
        var feed = request.Feed;
        var errors = FeedCheck.Problems(feed).Select(problem => new { pointer = problem.Pointer, detail = problem.Detail }).ToList();
        if (errors.Count > 0)
            return Problems.Of(StatusCodes.Status400BadRequest, Invalid, InvalidDetail, ("errors", errors));

        var saved = await registry.SaveAsync(
            Actor.Of(http), feed, feeds => refuse(feeds) ?? FeedOverlaps.Problem(feed, request.Overlaps ?? [], feeds), ct);
        if (saved.Refusal is { } refusal) return refusal;
        await refresh.NowAsync(ct);
        return answer(FeedAnswer.Of(feed, saved.Others));
    }

    private static ProblemHttpResult? WhyNotNew(string name, IReadOnlyList<Feed> feeds, AccessDirectory directory) =>
        feeds.Any(feed => feed.Name == name) ? Problems.Of(StatusCodes.Status409Conflict, Exists, $"PUT /v1/feeds/{name} changes it.")
        : directory.HasKeyNamed(name) ? Problems.Of(StatusCodes.Status409Conflict, NameOfKey, ChooseAnother(name))
        : null;

    private static ProblemHttpResult Unknown(string name) => Problems.Of(StatusCodes.Status404NotFound, NoSuchFeed, ThereIsNo(name));
}
