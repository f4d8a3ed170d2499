using EventPlatform.Hosting.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventPlatform.Query.Live;

/// <summary>What requests for something live have in common.</summary>
internal static class LiveRequests
{
    public const string EventStream = "text/event-stream";
    public const string NotAPosition = "Last-Event-ID is not a position";
    public const string SendLastId = "Send the id of the last event received.";
    public const int MaxWaitSeconds = 60;

    /// <summary>The event that tells a follower that what he knows may have changed, as other read tables are served: to be loaded anew.</summary>
    public static string Redone(LiveCursor at) => $"event: redone\nid: {at}\ndata: {{\"generation\":{at.Generation}}}\n\n";

    /// <summary>The last event of a stream whose key was revoked.</summary>
    public static readonly string KeyEnded = $"event: revoked\ndata: {{\"title\":\"{EndOfKeys.Revoked}\",\"status\":401,\"detail\":\"{EndOfKeys.RevokedDetail}\"}}\n\n";

    public static bool WantsStream(this HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(accept => accept.MediaType.Equals(EventStream, StringComparison.OrdinalIgnoreCase));

    /// <summary>Where a follower goes on: after the last event that he got, else where he asks to begin. Null where the header does not read.</summary>
    public static LiveCursor? ResumesAfter(this HttpRequest request, LiveCursor after) =>
        request.Headers["Last-Event-ID"] is [{ Length: > 0 } last] ? LiveCursor.Read(last) : after;

    public static ProblemHttpResult BadLastId() => TypedResults.Problem(title: NotAPosition, detail: SendLastId, statusCode: StatusCodes.Status400BadRequest);

    public static IServiceCollection AddNotifications(this IServiceCollection services) =>
        services.AddSingleton<Notifications>().AddHostedService(provider => provider.GetRequiredService<Notifications>());

    public static IServiceCollection AddLive<TSource, T, TFilter>(this IServiceCollection services) where TSource : class, ILiveSource<T, TFilter> => services
        .AddSingleton<TSource>().AddSingleton<ILiveSource<T, TFilter>>(provider => provider.GetRequiredService<TSource>())
        .AddSingleton<LiveHub<T, TFilter>>().AddHostedService(provider => provider.GetRequiredService<LiveHub<T, TFilter>>())
        .AddSingleton<Following<T, TFilter>>().AddSingleton<LiveAnswer<T, TFilter>>();
}
