namespace EventPlatform.Hosting.Access;

/// <summary>The key of a request, as a feature of the request. All requests with the same key share one instance.</summary>
public sealed class HeldKey : IDisposable
{
    private readonly CancellationTokenSource end = new();

    public HeldKey(ApiKey key) => (Key, Ended) = (key, end.Token);

    public ApiKey Key { get; }

    /// <summary>Cancelled as soon as this process learns that the key is no longer valid, or that its rights have changed.</summary>
    public CancellationToken Ended { get; }

    public void Dispose() => end.Dispose();

    internal async Task EndAsync()
    {
        await end.CancelAsync();
        Dispose();
    }
}
