namespace EventPlatform.Ingestion.Publishing;

/// <summary>Counts one request's reports until the broker has confirmed all of them.</summary>
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

    /// <summary>True once all are confirmed; false where no confirm came for as long as <paramref name="patience"/>.</summary>
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
                // goes on for as long as confirms keep coming
            }
        }

        return false;
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref pending) == 0) all.SetResult();
    }
}
