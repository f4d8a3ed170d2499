namespace EventPlatform.Ingestion.Bodies;

/// <summary>
/// The turn of one request among those of its sender to read events. It passes the turn on after a slice of time, and lets other work of the process go
/// first, so that however many events a sender posts at once, others wait for a slice.
/// </summary>
internal sealed class ProcessorTurn(Sender sender, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(2);

    private bool isMine;
    private long began;

    public ValueTask TakeAsync(CancellationToken ct) =>
        isMine && time.GetElapsedTime(began) < Slice ? ValueTask.CompletedTask : new(NextAsync(ct));

    /// <summary>Before waiting for something.</summary>
    public void GiveBack()
    {
        if (!isMine) return;
        isMine = false;
        sender.Processors.Release();
    }

    public void Dispose() => GiveBack();

    private async Task NextAsync(CancellationToken ct)
    {
        if (isMine)
        {
            GiveBack();
            await Task.Yield();
        }

        await sender.Processors.WaitAsync(ct);
        (isMine, began) = (true, time.GetTimestamp());
    }
}
