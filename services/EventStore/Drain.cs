namespace EventPlatform.EventStore;

/// <summary>Work that one caller at a time does for all. A caller that finds another at work leaves what is due to that one.</summary>
/// <param name="isDue">Whether there is work.</param>
/// <param name="work">Does what is due when it begins.</param>
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
                // With a full fence: the look for more must not come before others can see that nobody is at work
                Interlocked.Exchange(ref isAtWork, 0);
            }
        }
    }
}
