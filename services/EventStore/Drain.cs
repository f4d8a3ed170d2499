namespace EventPlatform.EventStore;

/// <summary>Runs work for all callers, one caller at a time. A caller that finds another at work leaves its work to that one.</summary>
/// <param name="isDue">True if there is work.</param>
/// <param name="work">Does all work that is due when it starts.</param>
internal sealed class Drain(Func<bool> isDue, Func<Task> work)
{
    private int isAtWork;

    public async Task RunAsync()
    {
        while (isDue() && Interlocked.Exchange(ref isAtWork, 1) == 0)
        {
            try
            {
                await work();
            }
            finally
            {
                // A full memory fence: the next check for work must not run before others can see that nobody is at work
                Interlocked.Exchange(ref isAtWork, 0);
            }
        }
    }
}
