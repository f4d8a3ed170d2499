using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventPlatform.Query.Live;

/// <summary>What requests of followers have in common.</summary>
internal static class LiveRequests
{
    public const string NotAPosition = "Last-Event-ID is not a position";
    public const string SendLastId = "Send the id of the last event received.";
    /// <summary>Documents what <see cref="Parameters.After"/> reads.</summary>
    public const string CursorOrPosition =
        "cursor ('next' of a page, or the id of an event) or position. The default is before the first report.";

    public const int MaxWaitSeconds = 60;

    public const string Beyond = "The position is beyond the log";

    /// <summary>The event when another generation is served: what the follower has may have changed, and is to be loaded anew.</summary>
    public static string Redone(LiveCursor at) => $"event: redone\nid: {at}\ndata: {{\"generation\":{at.Generation}}}\n\n";

    /// <summary>The last event of a stream whose log ends before what was sent already, because it was restored from a backup.</summary>
    public static string Redone(long endOfLog) => $"event: redone\ndata: {{\"endOfLog\":{endOfLog}}}\n\n";

    /// <summary>The last event of a stream whose key was revoked.</summary>
    public static readonly string KeyEnded =
        $"event: revoked\ndata: {{\"title\":\"{EndOfKeys.Revoked}\",\"status\":401,\"detail\":\"{EndOfKeys.RevokedDetail}\"}}\n\n";

    /// <param name="pages">The media types that the endpoint offers besides the stream.</param>
    public static bool WantsStream(this HttpRequest request, params IReadOnlyList<string> pages) =>
        request.Preferred([.. pages, EventStream.MediaType]) == EventStream.MediaType;

    /// <summary>
    /// Returns the place where a follower resumes: after its last event, else where it asks to begin. Null if the header is not valid.
    /// </summary>
    public static LiveCursor? ResumesAfter(this HttpRequest request, LiveCursor after) => request.Headers["Last-Event-ID"] switch
    {
        [] or [null or ""] => after,
        [{ } last] => LiveCursor.Read(last),
        _ => null,
    };

    public static ProblemHttpResult BadLastId() =>
        TypedResults.Problem(title: NotAPosition, detail: SendLastId, statusCode: StatusCodes.Status400BadRequest);

    /// <summary>The log ends before the requested position.</summary>
    public static ProblemHttpResult Lost(long endOfLog) =>
        TypedResults.Problem(
            title: Beyond, detail: LoadAnew(endOfLog), statusCode: StatusCodes.Status410Gone,
            extensions: [KeyValuePair.Create("endOfLog", (object?)endOfLog)]);

    /// <summary>Documents what an endpoint that can be followed takes and refuses besides its filter.</summary>
    public static RouteHandlerBuilder IsFollowed(this RouteHandlerBuilder endpoint) => endpoint
        .TakesStreamToken()
        .Refuses(StatusCodes.Status400BadRequest, NotAPosition, SendLastId)
        .Refuses(StatusCodes.Status410Gone, Beyond, LoadAnew(11), """{"endOfLog":11}""")
        .Refuses(StatusCodes.Status429TooManyRequests, OpenStreams.Title, OpenStreams.Detail(200));

    private static string LoadAnew(long endOfLog) =>
        $"The log ends at position {endOfLog}: it is not the log that gave the position, or it was restored from a backup. " +
        "Load everything anew and follow from there.";

    public static IServiceCollection AddLive<TSource, T, TFilter>(this IServiceCollection services)
        where TSource : class, ILiveSource<T, TFilter> => services
        .AddSingleton<TSource>().AddSingleton<ILiveSource<T, TFilter>>(provider => provider.GetRequiredService<TSource>())
        .AddSingleton<LiveHub<T, TFilter>>().AddHostedService(provider => provider.GetRequiredService<LiveHub<T, TFilter>>())
        .AddSingleton<Following<T, TFilter>>().AddSingleton<LiveAnswer<T, TFilter>>();
}
