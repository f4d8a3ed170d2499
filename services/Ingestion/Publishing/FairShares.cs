namespace EventPlatform.Ingestion.Publishing;

/// <summary>
/// The unconfirmed bytes of each sender, and its equal share of the capacity. A sender above its share must slow down until enough is
/// confirmed; others are not delayed by it. Not thread-safe, except for the tasks that it returns.
/// </summary>
internal sealed class FairShares(int capacity)
{
    private const int Least = 64 * 1024; // the minimum, however many senders there are

    private sealed class Share
    {
        public int Bytes { get; set; }

        public Gate Eased { get; } = new();
    }

    private readonly Dictionary<string, Share> shares = new(StringComparer.Ordinal);

    /// <summary>Adds the bytes. The task completes when the sender is within its share.</summary>
    public Task Take(string sender, int bytes, CancellationToken ct)
    {
        if (!shares.TryGetValue(sender, out var share)) shares.Add(sender, share = new Share());
        share.Bytes += bytes;
        share.Eased.Set(share.Bytes <= Limit);
        return share.Eased.IsOpen ? Task.CompletedTask : share.Eased.OpenedAsync(ct);
    }

    public int Of(string sender) => shares.TryGetValue(sender, out var share) ? share.Bytes : 0;

    public void GiveBack(string sender, int bytes)
    {
        var share = shares[sender];
        share.Bytes -= bytes;
        if (share.Bytes <= Limit) share.Eased.Set(true);
        if (share.Bytes == 0) shares.Remove(sender);
    }

    private int Limit => Math.Max(Least, capacity / shares.Count);
}
