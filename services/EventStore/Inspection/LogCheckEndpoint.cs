using EventPlatform.Hosting;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;

namespace EventPlatform.EventStore.Inspection;

/// <summary><c>GET /v1/log/check?after=&amp;limit=</c>: checks a range of the log.</summary>
internal static class LogCheckEndpoint
{
    private const int DefaultLimit = 10_000;
    private const int MaxLimit = 50_000;

    public static void MapLogCheck(this IEndpointRouteBuilder app) => app.MapGet("/v1/log/check", Get)
        .RequireKey(Role.Ops).WithName("checkLog")
        .WithSummary("Checks a range of the log: no missing positions, readable documents, content that matches its hash")
        .TakesNumber("after", "The position after which to begin; by default, the range begins with the first.", 0, 0, null)
        .TakesLimit(DefaultLimit, MaxLimit)
        .Answers<CheckedStretch>("""{"checked":11,"next":11,"last":11,"problemCount":0,"problems":[]}""")
        .Changes(operation => operation.RefuseParameters("after", "must be a whole number from 0"));

    private static async Task<IResult> Get(HttpRequest request, LogCheck check, CancellationToken ct)
    {
        var parameters = new QueryParameters(request);
        var after = parameters.Position("after");
        var limit = parameters.Limit(DefaultLimit, MaxLimit);
        return parameters.Problem() is { } problem ? problem : TypedResults.Ok(await check.RunAsync(after, limit, ct));
    }
}
