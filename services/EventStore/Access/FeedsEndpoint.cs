using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace EventPlatform.EventStore.Access;

/// <summary><c>GET</c> and <c>POST /v1/feeds</c>, <c>GET</c> and <c>PUT /v1/feeds/{name}</c>: the upstream publishers, their source prefixes, trust, licence and attribution.</summary>
internal static class FeedsEndpoint
{
    public const string NoSuchFeed = "No such feed";
    private const string Example = """{"name":"press","sourcePrefix":"/feeds/press","trust":5,"licence":"CC-BY-4.0","attribution":"Data by Press"}""";
    private const int MaxText = 500;

    public static void MapFeeds(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/feeds", async (AccessStore store, CancellationToken ct) => TypedResults.Ok(new Page<Feed>(await store.FeedsAsync(ct)))).RequireKey(Role.Ops)
            .WithSummary("The feeds, by name").Answers<Page<Feed>>($$"""{"items":[{{Example}}]}""");
        app.MapGet("/v1/feeds/{name}", Get).RequireKey(Role.Ops)
            .WithSummary("One feed").Describes("name", "The feed's name.", "press").Answers<Feed>(Example).Refuses(StatusCodes.Status404NotFound, NoSuchFeed, ThereIsNo("press"));
        app.MapPost("/v1/feeds", Create).RequireKey(Role.Ops)
            .WithSummary("A new feed: it posts, revises and retracts under its source prefix only").TakesBody(Example).Answers<Feed>(Example, StatusCodes.Status201Created)
            .RefusesInvalid().Refuses(StatusCodes.Status409Conflict, "A feed with this name or source prefix exists", "PUT /v1/feeds/{name} changes it.");
        app.MapPut("/v1/feeds/{name}", Change).RequireKey(Role.Ops)
            .WithSummary("Changes all of a feed but its name").Describes("name", "The feed's name.", "press").TakesBody(Example).Answers<Feed>(Example)
            .RefusesInvalid().Refuses(StatusCodes.Status404NotFound, NoSuchFeed, ThereIsNo("press"))
            .Refuses(StatusCodes.Status409Conflict, "Another feed has this source prefix", "Send a prefix that is this feed's alone.");
    }

    private static RouteHandlerBuilder RefusesInvalid(this RouteHandlerBuilder endpoint) => endpoint.Refuses(StatusCodes.Status400BadRequest, "The feed is not valid",
        "Each error names a field by JSON Pointer and what would be right.", """{"errors":[{"pointer":"/name","detail":"must be 1 to 60 lower-case letters, digits and hyphens"}]}""");

    private static async Task<Results<Ok<Feed>, ProblemHttpResult>> Get(string name, AccessStore store, CancellationToken ct) =>
        (await store.FeedsAsync(ct)).FirstOrDefault(feed => feed.Name == name) is { } found ? TypedResults.Ok(found) : Unknown(name);

    private static async Task<Results<Created<Feed>, ProblemHttpResult>> Create(Feed feed, HttpContext http, AccessStore store, AccessRefresh refresh, CancellationToken ct)
    {
        if (Check(feed) is { } problem) return problem;
        try
        {
            await store.ChangeFeedAsync(Actor.Of(http), "feed-created", feed,
                "insert into access.feeds (name, source_prefix, trust, licence, attribution) values ($1, $2, $3, $4, $5)", ct);
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return Refused(StatusCodes.Status409Conflict, "A feed with this name or source prefix exists", "PUT /v1/feeds/{name} changes it.");
        }

        await refresh.NowAsync(ct);
        return TypedResults.Created($"/v1/feeds/{feed.Name}", feed);
    }

    private static async Task<Results<Ok<Feed>, ProblemHttpResult>> Change(string name, Feed feed, HttpContext http, AccessStore store, AccessRefresh refresh, CancellationToken ct)
    {
        if (Check(feed) is { } problem) return problem;
        if (feed.Name != name) return Refused(StatusCodes.Status400BadRequest, "A feed keeps its name", $"Send name '{name}', or create another feed.");
        try
        {
            var changed = await store.ChangeFeedAsync(Actor.Of(http), "feed-changed", feed,
                "update access.feeds set source_prefix = $2, trust = $3, licence = $4, attribution = $5 where name = $1", ct);
            if (changed == 0) return Unknown(name);
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return Refused(StatusCodes.Status409Conflict, "Another feed has this source prefix", "Send a prefix that is this feed's alone.");
        }

        await refresh.NowAsync(ct);
        return TypedResults.Ok(feed);
    }

    private static ProblemHttpResult? Check(Feed feed)
    {
        var errors = new List<object>();
        if (feed.Name is not { Length: > 0 and <= 60 } || !feed.Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            errors.Add(new { pointer = "/name", detail = "must be 1 to 60 lower-case letters, digits and hyphens" });
        if (feed.SourcePrefix is not { Length: > 0 and <= 256 } || !Uri.IsWellFormedUriString(feed.SourcePrefix, UriKind.RelativeOrAbsolute))
            errors.Add(new { pointer = "/sourcePrefix", detail = "must be a URI reference such as /feeds/press: what the CloudEvents source of its events begins with" });
        foreach (var (pointer, text) in ((string, string?)[])[("/licence", feed.Licence), ("/attribution", feed.Attribution)])
        {
            if (text is not null && (text.Length is 0 or > MaxText || text.Any(char.IsControl))) errors.Add(new { pointer, detail = $"must be a line of 1 to {MaxText} characters, or absent" });
        }

        return errors.Count == 0 ? null : TypedResults.Problem(title: "The feed is not valid", detail: "Each error names a field by JSON Pointer and what would be right.", statusCode: StatusCodes.Status400BadRequest,
            extensions: [KeyValuePair.Create("errors", (object?)errors)]);
    }

    private static ProblemHttpResult Unknown(string name) => Refused(StatusCodes.Status404NotFound, NoSuchFeed, ThereIsNo(name));

    public static string ThereIsNo(string name) => $"There is no feed '{name}': POST /v1/feeds creates one.";

    private static ProblemHttpResult Refused(int status, string title, string detail) => TypedResults.Problem(title: title, detail: detail, statusCode: status);
}
