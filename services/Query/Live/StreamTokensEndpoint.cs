using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace EventPlatform.Query.Live;

/// <param name="Stream">The path and query of the stream to open, without <c>after</c>.</param>
internal sealed record StreamTokenRequest(string? Stream);

/// <param name="ExpiresAt">The stream has to be opened before this time. An open stream continues after it.</param>
/// <param name="Url">The stream with its token.</param>
internal sealed record StreamToken(string Token, DateTimeOffset ExpiresAt, string Url);

/// <summary><c>POST /v1/stream-tokens</c>: lets a browser follow one stream without a key of its own.</summary>
internal static class StreamTokensEndpoint
{
    private const string NoStream = "No such stream";
    private const string Example = "/v1/facts?company=xpeng";

    public static void MapStreamTokens(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/stream-tokens", Create).RequireKey(Role.Read).WithName("createStreamToken")
            .WithSummary("A token that opens one stream, for browsers")
            .WithDescription(
                $"The token replaces a key for {StreamTokens.LifetimeSeconds} seconds, for this path and these parameters. " +
                "'after' may be added or changed. An open stream continues until the key is revoked.")
            .TakesBody($$"""{"stream":"{{Example}}"}""")
            .Answers<StreamToken>(
                $$"""{"token":"eyJh","expiresAt":"2026-11-23T07:05:05.123456+00:00","url":"{{Example}}&{{StreamTokens.Parameter}}=eyJh"}""")
            .Refuses(StatusCodes.Status400BadRequest, NoStream, Expected(["/v1/facts"]));

    /// <summary>Lets an endpoint take such tokens.</summary>
    public static RouteHandlerBuilder TakesStreamToken(this RouteHandlerBuilder endpoint) => endpoint
        .WithMetadata(new OpensWithToken())
        .Takes(StreamTokens.Parameter, "A token that POST /v1/stream-tokens returned for this stream, in place of a key.")
        .Refuses(StatusCodes.Status401Unauthorized, StreamTokens.NotValid, StreamTokens.AskAgain);

    private static IResult Create(StreamTokenRequest request, HttpContext http, EndpointDataSource endpoints, StreamTokens tokens)
    {
        var streams = endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<OpensWithToken>() is not null)
            .Select(endpoint => endpoint.RoutePattern.RawText!).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)
            .ToList();
        string[] parts = (request.Stream ?? "").Split('?', 2);
        var query = new QueryCollection(QueryHelpers.ParseQuery(parts.ElementAtOrDefault(1)));
        if (!streams.Contains(parts[0], StringComparer.OrdinalIgnoreCase) || request.Stream!.Contains('#', StringComparison.Ordinal)
            || query.ContainsKey(StreamTokens.Parameter) || query.ContainsKey("after"))
            return Problems.Of(StatusCodes.Status400BadRequest, NoStream, Expected(streams));

        var (token, expires) = tokens.Create(http.Features.Get<HeldKey>()!.Key, parts[0], query);
        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        return TypedResults.Ok(
            new StreamToken(token, expires, QueryHelpers.AddQueryString(request.Stream!, StreamTokens.Parameter, token)));
    }

    private static string Expected(IEnumerable<string> streams) =>
        $"Send {{\"stream\": path and query of a stream, without 'after'}}, such as {Example}. The paths are {string.Join(", ", streams)}.";
}
