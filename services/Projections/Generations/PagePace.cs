using EventPlatform.Storage;
using JasperFx.Events.Daemon.HighWater;

namespace EventPlatform.Projections.Generations;

/// <summary>
/// Decides when the daemon checks for new reports: at once if a notification arrives after a pause, and after a short delay since its last
/// check while notifications keep arriving. A page costs some thirty statements, so a few larger pages finish sooner than many small ones.
/// </summary>
internal sealed class PagePace(Signal appended, TimeProvider time) : IDaemonWakeup
{
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(10);

    private Task next = Task.CompletedTask;
    private long lastLook;

    public async Task WaitAsync(TimeSpan timeout, CancellationToken token)
    {
        await next.WaitAsync(timeout, time, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var since = time.GetElapsedTime(lastLook);
        if (since < Apart) await Task.Delay(Apart - since, time, token);
        lastLook = time.GetTimestamp();
        next = appended.Next; // before the check, so that nothing is missed
    }

    public void Dispose()
    {
        // Nothing to dispose
    }
}
