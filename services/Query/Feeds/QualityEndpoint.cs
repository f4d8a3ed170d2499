using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Http;

namespace EventPlatform.Query.Feeds;

/// <summary><c>GET /v1/feeds/{name}/quality</c>: what became of the events of a feed, and what was wrong with those that were refused.</summary>
internal static class QualityEndpoint
{
    private const string NoSuch = "No such feed";
    private const string NoSuchDetail = "GET /v1/feeds of the EventStore lists all feeds.";
    private const string NotYours = "The feed is another's";
    private const string NotYoursDetail = "A feed sees its own quality only.";

    public static void MapFeedQuality(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/feeds/{name}/quality", Get).RequireKey(Role.Feed, Role.Read, Role.Observer).WithName("getFeedQuality")
            .WithSummary("What became of the events of a feed, and what was wrong with those that were refused")
            .WithDescription("Reasons and examples come within some seconds. An example names the event, and not what it said.")
            .Describes("name", "The feed's name.", "press").TakesNumber("minPosition", "Waits up to 5 seconds until the read tables have this position.", null, 0, null)
            .Answers<FeedQuality>("""{"feed":"press","sources":[],"errors":0,"reasons":[],"examples":[],"facts":0,"contradicted":0,"position":12}""")
            .Refuses(StatusCodes.Status403Forbidden, NotYours, NotYoursDetail)
            .Refuses(StatusCodes.Status404NotFound, NoSuch, NoSuchDetail);

    private static async Task<IResult> Get(string name, HttpRequest request, ReadTables tables, AccessDirectory directory, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var minPosition = parameters.Asked(asOf: false, knownAt: false).MinPosition;
        if (parameters.Problem() is { } problem) return problem;
        if (request.HttpContext.FeedName() is { } own && own != name) return Problems.Of(StatusCodes.Status403Forbidden, NotYours, NotYoursDetail);
        if (directory.FindFeed(name) is null) return Problems.Of(StatusCodes.Status404NotFound, NoSuch, NoSuchDetail);

        // No ETag: events are refused without the log growing
        await using var session = await tables.OpenAsync(minPosition, "minPosition", ct);
        return TypedResults.Ok(await new QualityReader(session, directory, name).ReadAsync(ct));
    }
}
