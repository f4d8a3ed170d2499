namespace EventPlatform.UnitTests.Ingestion;

/// <summary>Time that passes when the test says so; for one timer at a time.</summary>
internal sealed class ManualTime : TimeProvider
{
    private Action? elapse;

    public bool IsWaitedFor => elapse is not null;

    /// <summary>Lets the timer that is waited for elapse.</summary>
    public void Elapse() => elapse!();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Action mine = () => callback(state);
        elapse = mine;
        return new Timer(() => Interlocked.CompareExchange(ref elapse, null, mine));
    }

    private sealed class Timer(Action disposed) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => disposed();

        public ValueTask DisposeAsync()
        {
            disposed();
            return ValueTask.CompletedTask;
        }
    }
}
