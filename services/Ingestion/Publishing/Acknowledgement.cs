namespace EventPlatform.Ingestion.Publishing;

/// <summary>Counts the reports of one request until the broker has confirmed all of them.</summary>
internal sealed class Acknowledgement(TimeProvider time)
{
    private readonly TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int pending = 1; // the request itself, until it has sent its last report
    private long confirmed;

    public long Confirmed => Interlocked.Read(ref confirmed);

    public void Expect() => Interlocked.Increment(ref pending);

    public void Confirm()
    {
        Interlocked.Increment(ref confirmed);
        Release();
    }

    /// <summary>Returns true when all are confirmed, or false if no confirm arrived within <paramref name="patience"/>.</summary>
    public async Task<bool> AllConfirmedAsync(TimeSpan patience, CancellationToken ct)
    {
        Release();
        for (var before = -1L; before != Confirmed;)
        {
            before = Confirmed;
            try
            {
                await all.Task.WaitAsync(patience, time, ct);
                return true;
            }
            catch (TimeoutException)
            {
                // continues as long as confirms keep arriving
            }
        }

        return false;
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref pending) == 0) all.SetResult();
    }
}
