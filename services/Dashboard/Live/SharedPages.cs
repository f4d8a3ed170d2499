using System.Collections.Concurrent;

namespace EventPlatform.Dashboard.Live;

/// <summary>
/// Readers that wait after the same cursor share one request to Query, and the rows that are rendered from its answer.
/// </summary>
internal sealed class SharedPages
{
    private readonly ConcurrentDictionary<string, Lazy<Task<RenderedPage>>> waiting = new(StringComparer.Ordinal);

    /// <param name="key">Identifies the request, the cursor and the API key.</param>
    /// <param name="read">Sends the request. It is not cancelled if a reader leaves, because others may wait, too. Query ends it.</param>
    public async Task<RenderedPage> GetAsync(string key, Func<Task<RenderedPage>> read, CancellationToken ct)
    {
        var page = waiting.GetOrAdd(key, _ => new(() => ReadAsync(key, read)));
        return await page.Value.WaitAsync(ct);
    }

    private async Task<RenderedPage> ReadAsync(string key, Func<Task<RenderedPage>> read)
    {
        try
        {
            return await read();
        }
        finally
        {
            waiting.TryRemove(key, out _);
        }
    }
}
