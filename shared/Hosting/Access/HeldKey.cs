namespace EventPlatform.Hosting.Access;

/// <summary>The key that a request came with, as a feature of the request. One instance serves all requests with the key.</summary>
public sealed class HeldKey : IDisposable
{
    private readonly CancellationTokenSource end = new();

    public HeldKey(ApiKey key) => (Key, Ended) = (key, end.Token);

    public ApiKey Key { get; }

    /// <summary>Is cancelled as soon as this process learns that the key is no longer valid, or valid for other things.</summary>
    public CancellationToken Ended { get; }

    public void Dispose() => end.Dispose();

    internal async Task EndAsync()
    {
        await end.CancelAsync();
        Dispose();
    }
}
