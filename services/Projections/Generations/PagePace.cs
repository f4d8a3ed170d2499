using EventPlatform.Storage;
using JasperFx.Events.Daemon.HighWater;

namespace EventPlatform.Projections.Generations;

/// <summary>
/// When the daemon looks for new reports: at once when a notice comes after a pause, and not before a moment has passed since its last look
/// while they keep coming. A page costs some thirty statements, so few larger ones are sooner done than many small ones.
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
        next = appended.Next; // before the look, so that nothing is missed
    }

    public void Dispose()
    {
        // Holds nothing
    }
}
