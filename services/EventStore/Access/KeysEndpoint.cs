using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventPlatform.EventStore.Access;

/// <summary>
/// Keys of a feed at <c>/v1/feeds/{name}/keys</c>, keys for reading and ops at <c>/v1/keys</c>: <c>GET</c> lists them, <c>POST</c> issues a
/// new one, which is shown once, and <c>DELETE …/{id}</c> revokes one. Two keys of a feed may be valid at a time, so that one can replace
/// the other; all other valid keys have different names.
/// </summary>
internal static class KeysEndpoint
{
    private const string SendThis =
        "Send {\"name\": the future holder, \"role\": \"read\", \"observer\" or \"ops\"}; " +
        "keys for feeds are created at /v1/feeds/{name}/keys.";
    private const string HasTwo = "The feed has two valid keys";
    private const string RevokeOne = "Revoke one with DELETE before you create another.";
    private const string IsTaken = "The name is taken";
    private const string ExampleId = "0199c0de-0000-7000-8000-000000000000";

    public static void MapKeys(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/feeds/{name}/keys", ListOfFeed).RequireKey(Role.Observer).WithName("listFeedKeys")
            .WithSummary("A feed's keys, without the keys themselves").DescribesFeed().Answers<Page<IssuedKey>>(Issued("press", "feed"));
        app.MapPost("/v1/feeds/{name}/keys", CreateForFeed).RequireKey(Role.Ops).WithName("createFeedKey")
            .WithSummary("A new key of a feed, which is shown only once").DescribesFeed()
            .Answers<NewKey>(New("press", "feed"), StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status409Conflict, HasTwo, RevokeOne);
        app.MapDelete("/v1/feeds/{name}/keys/{id:guid}", Revoke).RequireKey(Role.Ops).WithName("revokeFeedKey")
            .Describes("name", "The feed's name.", "press").Revokes();
        app.MapGet("/v1/keys", List).RequireKey(Role.Observer).WithName("listKeys")
            .WithSummary("Keys that belong to no feed, without the keys themselves").Answers<Page<IssuedKey>>(Issued("dashboard", "read"));
        app.MapPost("/v1/keys", Create).RequireKey(Role.Ops).WithName("createKey")
            .WithSummary("A new key for reading, observing or operating, which is shown only once")
            .TakesBody("""{"name":"dashboard","role":"read"}""").Answers<NewKey>(New("dashboard", "read"), StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status400BadRequest, "The key is not valid", SendThis)
            .Refuses(StatusCodes.Status409Conflict, IsTaken, ChooseAnother("dashboard"));
        app.MapDelete("/v1/keys/{id:guid}", RevokeOfNoFeed).RequireKey(Role.Ops).WithName("revokeKey").Revokes();
    }

    private static RouteHandlerBuilder DescribesFeed(this RouteHandlerBuilder endpoint) => endpoint
        .Describes("name", "The feed's name.", "press")
        .Refuses(StatusCodes.Status404NotFound, FeedsEndpoint.NoSuchFeed, FeedsEndpoint.ThereIsNo("press"));

    private static RouteHandlerBuilder Revokes(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Revokes a key, everywhere within 5 seconds").Describes("id", "The key's id.", ExampleId)
        .Produces(StatusCodes.Status204NoContent)
        .Refuses(StatusCodes.Status404NotFound, "No such key", "There is no valid key with this id.");

    private static string Issued(string name, string role) =>
        $$"""
        {"items":[{"id":"{{ExampleId}}","name":"{{name}}","role":"{{role}}",
         "createdAt":"2026-11-23T07:04:05.123456+00:00","revokedAt":null}]}
        """;

    private static string New(string name, string role) =>
        $$"""{"id":"{{ExampleId}}","name":"{{name}}","role":"{{role}}","key":"the key itself"}""";

    private static string ChooseAnother(string name) =>
        $"A feed or the holder of a valid key is called '{name}'. Choose another name, or revoke that key first: " +
        "the audit identifies holders by name.";

    private static async Task<Ok<Page<IssuedKey>>> List(AccessStore store, CancellationToken ct) =>
        TypedResults.Ok(new Page<IssuedKey>(await store.KeysAsync(null, ct)));

    private static async Task<IResult> ListOfFeed(string name, AccessStore store, CancellationToken ct) =>
        await store.HasFeedAsync(name, ct)
            ? TypedResults.Ok(new Page<IssuedKey>(await store.KeysAsync(name, ct)))
            : UnknownFeed(name);

    private static async Task<IResult> CreateForFeed(
        string name, HttpContext http, AccessStore store, KeyIssue keys, AccessRefresh refresh, CancellationToken ct) =>
        await store.HasFeedAsync(name, ct)
            ? await AnswerAsync(await keys.IssueAsync(Actor.Of(http), name, ct), name, refresh, ct)
            : UnknownFeed(name);

    private static async Task<IResult> Create(
        KeyRequest request, HttpContext http, KeyIssue keys, AccessRefresh refresh, CancellationToken ct) =>
        request.Name?.Trim() is { Length: > 0 and <= 100 } name && request.Role is Role.Read or Role.Observer or Role.Ops
            && !name.Any(char.IsControl)
            ? await AnswerAsync(await keys.IssueAsync(Actor.Of(http), name, request.Role.Value, ct), name, refresh, ct)
            : Problems.Of(StatusCodes.Status400BadRequest, "The key is not valid", SendThis);

    private static async Task<IResult> AnswerAsync(
        (NewKey? Key, NoKey Why) issued, string name, AccessRefresh refresh, CancellationToken ct)
    {
        if (issued.Key is null)
            return issued.Why is NoKey.FeedHasTwo
                ? Problems.Of(StatusCodes.Status409Conflict, HasTwo, RevokeOne)
                : Problems.Of(StatusCodes.Status409Conflict, IsTaken, ChooseAnother(name));
        await refresh.NowAsync(ct);
        return TypedResults.Created((string?)null, issued.Key);
    }

    private static Task<IResult> RevokeOfNoFeed(
        Guid id, HttpContext http, AccessStore store, AccessRefresh refresh, CancellationToken ct) =>
        Revoke(null, id, http, store, refresh, ct);

    private static async Task<IResult> Revoke(
        string? name, Guid id, HttpContext http, AccessStore store, AccessRefresh refresh, CancellationToken ct)
    {
        if (!await store.RevokeAsync(Actor.Of(http), name, id, ct))
            return Problems.Of(StatusCodes.Status404NotFound, "No such key", "There is no valid key with this id.");
        await refresh.NowAsync(ct);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult UnknownFeed(string name) =>
        Problems.Of(StatusCodes.Status404NotFound, FeedsEndpoint.NoSuchFeed, FeedsEndpoint.ThereIsNo(name));
}
