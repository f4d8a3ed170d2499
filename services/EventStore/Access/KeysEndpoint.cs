using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventPlatform.EventStore.Access;

/// <summary>
/// Keys of a feed at <c>/v1/feeds/{name}/keys</c>, keys for reading and ops at <c>/v1/keys</c>: <c>GET</c> lists, <c>POST</c> gives out a new one, shown once,
/// <c>DELETE …/{id}</c> revokes. Two keys of a feed may be valid at a time, so that one can replace the other.
/// </summary>
internal static class KeysEndpoint
{
    private const int MaxValidPerFeed = 2;

    private const string SendThis = "Send {\"name\": who is to hold it, \"role\": \"read\" or \"ops\"}; keys for feeds are made at /v1/feeds/{name}/keys.";
    private const string ExampleId = "0199c0de-0000-7000-8000-000000000000";

    private const string IntoFreeSlot =
        """
        insert into access.keys (id, name, role, feed, sha256, slot) select $1, $2, $3, $4, $5, free.slot
        from (select min(s) as slot from generate_series(1, $6) s
          where not exists (select from access.keys where feed = $4 and slot = s and revoked_at is null)) free
        where free.slot is not null
        on conflict do nothing
        """;

    public static void MapKeys(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/feeds/{name}/keys", ListOfFeed).RequireKey(Role.Ops)
            .WithSummary("A feed's keys, without the keys themselves").Describes("name", "The feed's name.", "press").Answers<Page<IssuedKey>>(Issued("press", "feed"))
            .Refuses(StatusCodes.Status404NotFound, FeedsEndpoint.NoSuchFeed, FeedsEndpoint.ThereIsNo("press"));
        app.MapPost("/v1/feeds/{name}/keys", CreateForFeed).RequireKey(Role.Ops)
            .WithSummary("A new key of a feed, shown this once").Describes("name", "The feed's name.", "press").Answers<NewKey>(New("press", "feed"), StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status404NotFound, FeedsEndpoint.NoSuchFeed, FeedsEndpoint.ThereIsNo("press"))
            .Refuses(StatusCodes.Status409Conflict, "The feed has two valid keys", "Revoke one with DELETE before another is given out.");
        app.MapDelete("/v1/feeds/{name}/keys/{id:guid}", Revoke).RequireKey(Role.Ops).Describes("name", "The feed's name.", "press").Revokes();
        app.MapGet("/v1/keys", async (AccessStore store, CancellationToken ct) => TypedResults.Ok(new Page<IssuedKey>(await store.KeysAsync(null, ct)))).RequireKey(Role.Ops)
            .WithSummary("Keys of no feed, without the keys themselves").Answers<Page<IssuedKey>>(Issued("dashboard", "read"));
        app.MapPost("/v1/keys", Create).RequireKey(Role.Ops)
            .WithSummary("A new key for reading or ops, shown this once").TakesBody("""{"name":"dashboard","role":"read"}""").Answers<NewKey>(New("dashboard", "read"), StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status400BadRequest, "The key is not valid", SendThis);
        app.MapDelete("/v1/keys/{id:guid}", (Guid id, HttpContext http, AccessStore store, AccessRefresh refresh, CancellationToken ct) => Revoke(null, id, http, store, refresh, ct))
            .RequireKey(Role.Ops).Revokes();
    }

    private static RouteHandlerBuilder Revokes(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Revokes a key, everywhere within 5 seconds").Describes("id", "The key's id.", ExampleId).Produces(StatusCodes.Status204NoContent)
        .Refuses(StatusCodes.Status404NotFound, "No such key", "There is no valid key with this id.");

    private static string Issued(string name, string role) =>
        $$"""{"items":[{"id":"{{ExampleId}}","name":"{{name}}","role":"{{role}}","createdAt":"2026-11-23T07:04:05.123456+00:00","revokedAt":null}]}""";

    private static string New(string name, string role) => $$"""{"id":"{{ExampleId}}","name":"{{name}}","role":"{{role}}","key":"the key itself"}""";

    private static async Task<IResult> ListOfFeed(string name, AccessStore store, CancellationToken ct) => await store.HasFeedAsync(name, ct)
        ? TypedResults.Ok(new Page<IssuedKey>(await store.KeysAsync(name, ct)))
        : Refused(StatusCodes.Status404NotFound, FeedsEndpoint.NoSuchFeed, FeedsEndpoint.ThereIsNo(name));

    private static async Task<IResult> CreateForFeed(string name, HttpContext http, AccessStore store, AccessRefresh refresh, TimeProvider time, CancellationToken ct)
    {
        if (!await store.HasFeedAsync(name, ct))
            return Refused(StatusCodes.Status404NotFound, FeedsEndpoint.NoSuchFeed, FeedsEndpoint.ThereIsNo(name));
        return await AddAsync(new KeyRequest(name, Role.Feed), name, http, store, refresh, time, ct)
            ?? Refused(StatusCodes.Status409Conflict, "The feed has two valid keys", "Revoke one with DELETE before another is given out.");
    }

    private static async Task<IResult> Create(KeyRequest request, HttpContext http, AccessStore store, AccessRefresh refresh, TimeProvider time, CancellationToken ct) =>
        request is { Name.Length: > 0 and <= 100, Role: Role.Read or Role.Ops } && !request.Name.Any(char.IsControl)
            ? (await AddAsync(request, feed: null, http, store, refresh, time, ct))!
            : Refused(StatusCodes.Status400BadRequest, "The key is not valid", SendThis);

    private static async Task<IResult?> AddAsync(KeyRequest request, string? feed, HttpContext http, AccessStore store, AccessRefresh refresh, TimeProvider time, CancellationToken ct)
    {
        var key = new NewKey(Guid.CreateVersion7(time.GetUtcNow()), request.Name!, request.Role!.Value, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.Key)));
        var added = 0;
        // Whoever is beaten to a slot tries the next
        for (var attempt = 0; added == 0 && attempt <= MaxValidPerFeed; attempt++)
        {
            added = await store.ChangeAsync(Actor.Of(http), "key-created", new { key.Id, key.Name, key.Role, feed }, IntoFreeSlot,
                [key.Id, key.Name, key.Role.ToString(), feed, sha256, MaxValidPerFeed], ct);
        }

        if (added == 0) return null;
        await refresh.NowAsync(ct);
        return TypedResults.Created((string?)null, key);
    }

    private static async Task<IResult> Revoke(string? name, Guid id, HttpContext http, AccessStore store, AccessRefresh refresh, CancellationToken ct)
    {
        var revoked = await store.ChangeAsync(Actor.Of(http), "key-revoked", new { id, feed = name },
            "update access.keys set revoked_at = clock_timestamp() where id = $1 and feed is not distinct from $2 and revoked_at is null", [id, name], ct);
        if (revoked == 0) return Refused(StatusCodes.Status404NotFound, "No such key", "There is no valid key with this id.");
        await refresh.NowAsync(ct);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult Refused(int status, string title, string detail) => TypedResults.Problem(title: title, detail: detail, statusCode: status);
}
