using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Http;

namespace EventPlatform.Query.Feeds;

/// <summary><c>GET /v1/feeds/{name}/quality</c>: the outcome of a feed's events, and the errors of the refused ones.</summary>
internal static class QualityEndpoint
{
    private const string NoSuch = "No such feed";
    private const string NoSuchDetail = "GET /v1/feeds of the EventStore lists all feeds.";
    private const string NotYours = "The feed is another's";
    private const string NotYoursDetail = "A feed sees only its own quality.";

    public static void MapFeedQuality(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/feeds/{name}/quality", Get).RequireKey(Role.Feed, Role.Read, Role.Observer).WithName("getFeedQuality")
            .WithSummary("The outcome of a feed's events, and the errors of the refused ones")
            .WithDescription("Reasons and examples appear within some seconds. An example names the event, without its content.")
            .Describes("name", "The feed's name.", "press")
            .TakesNumber("minPosition", "Waits up to 5 seconds until the read tables have reached this position.", null, 0, null)
            .Answers<FeedQuality>(
                """{"feed":"press","sources":[],"errors":0,"reasons":[],"examples":[],"facts":0,"contradicted":0,"position":12}""")
            .Refuses(StatusCodes.Status403Forbidden, NotYours, NotYoursDetail)
            .Refuses(StatusCodes.Status404NotFound, NoSuch, NoSuchDetail);

    private static async Task<IResult> Get(
        string name, HttpRequest request, ReadTables tables, AccessDirectory directory, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var minPosition = parameters.Asked(asOf: false, knownAt: false).MinPosition;
        if (parameters.Problem() is { } problem) return problem;
        if (request.HttpContext.FeedName() is { } own && own != name)
            return Problems.Of(StatusCodes.Status403Forbidden, NotYours, NotYoursDetail);
        if (directory.FindFeed(name) is null) return Problems.Of(StatusCodes.Status404NotFound, NoSuch, NoSuchDetail);

        // No ETag, because the log does not grow when events are refused
        await using var session = await tables.OpenAsync(minPosition, "minPosition", ct);
        return TypedResults.Ok(await new QualityReader(session, directory, name).ReadAsync(ct));
    }
}
