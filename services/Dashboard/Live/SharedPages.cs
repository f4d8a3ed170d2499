using System.Collections.Concurrent;

namespace EventPlatform.Dashboard.Live;

/// <summary>
/// Readers who wait for what comes after the same cursor share one request to Query and the rows that are rendered from its answer.
/// </summary>
internal sealed class SharedPages
{
    private readonly ConcurrentDictionary<string, Lazy<Task<RenderedPage>>> waiting = new(StringComparer.Ordinal);

    /// <param name="key">Of the question, the cursor and the key that it is asked with.</param>
    /// <param name="read">Is not cancelled if one of the readers leaves: others may wait too. Query ends it.</param>
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
