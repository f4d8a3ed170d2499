namespace EventPlatform.Ingestion.Bodies;

/// <summary>
/// The turn of one request among its sender's requests to process events. After a time slice, the request passes the turn on and yields to
/// other work of the process. So others wait for at most a slice, however many events a sender posts at once.
/// </summary>
internal sealed class ProcessorTurn(Sender sender, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(2);

    private bool isMine;
    private long began;

    public ValueTask TakeAsync(CancellationToken ct) =>
        isMine && time.GetElapsedTime(began) < Slice ? ValueTask.CompletedTask : new(NextAsync(ct));

    /// <summary>Gives the turn back. Call it before a wait.</summary>
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
