namespace EventPlatform.UnitTests;

/// <summary>A clock that only the test advances.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock changing = new();
    private readonly List<Timer> timers = [];
    private long now;

    public bool IsWaitedFor
    {
        get
        {
            lock (changing) return timers.Count > 0;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref now);

    /// <summary>Advances the clock to the next timer, and runs it.</summary>
    public void Elapse()
    {
        lock (changing) Interlocked.Exchange(ref now, timers.Min(timer => timer.Due));
        RunDue();
    }

    public void Advance(TimeSpan by)
    {
        Interlocked.Add(ref now, by.Ticks);
        RunDue();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private void RunDue()
    {
        List<Timer> due;
        lock (changing)
        {
            due = timers.FindAll(timer => timer.Due <= now);
            timers.RemoveAll(due.Contains);
        }

        foreach (var timer in due) timer.Run();
    }

    private sealed class Timer(ManualTime time, Action run) : ITimer
    {
        public long Due { get; private set; }

        public void Run() => run();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.changing)
            {
                time.timers.Remove(this);
                Due = time.now + dueTime.Ticks;
                if (dueTime != Timeout.InfiniteTimeSpan) time.timers.Add(this);
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
