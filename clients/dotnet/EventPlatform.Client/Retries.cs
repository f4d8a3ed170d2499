using System.Net;

namespace EventPlatform.Client;

/// <summary>The pause before a retry: as long as the platform asks for, otherwise twice as long each time.</summary>
internal sealed class Retries(TimeProvider time, TimeSpan patience)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private long began = time.GetTimestamp();
    private TimeSpan next = First;

    /// <summary>False for answers that a retry would not change.</summary>
    public static bool IsWorthAnotherTry(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;

    /// <summary>Restarts the time limit, because the platform has answered.</summary>
    public void Answered() => began = time.GetTimestamp();

    /// <summary>Restarts the time limit and shortens the next pause, because an item has arrived.</summary>
    public void Progressed() => (began, next) = (time.GetTimestamp(), First);

    /// <exception cref="PlatformException">The time limit for retries has passed.</exception>
    public async Task PauseAsync(string why, Exception? cause, HttpResponseMessage? answer, CancellationToken ct)
    {
        if (time.GetElapsedTime(began) > patience) throw new PlatformException($"{why}, for {patience}", cause);
        var pause = answer?.Headers.RetryAfter switch
        {
            { Delta: { } asked } => asked,
            { Date: { } until } => until - time.GetUtcNow(),
            _ => next,
        };
        next = TimeSpan.FromTicks(Math.Min(2 * next.Ticks, Longest.Ticks));
        await Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, time, ct);
    }
}
