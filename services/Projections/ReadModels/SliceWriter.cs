using Npgsql;

namespace EventPlatform.Projections.ReadModels;

/// <summary>
/// Writes the slices of a page one after the other, each in its own transaction, while the next one is folded. The daemon's progress is
/// updated only at the end of the page. If the page fails before that, reports up to the mark are not folded again.
/// </summary>
internal sealed class SliceWriter(NpgsqlDataSource dataSource, CancellationToken ct) : IAsyncDisposable
{
    private Task written = Task.CompletedTask;

    /// <summary>Waits until the previous slice is written, then starts writing.</summary>
    public async Task BeginAsync(Action<PageWrites> write)
    {
        var batch = dataSource.CreateBatch();
        write(new(new(batch)));
        await written;
        written = Task.Run(() => WriteAsync(batch), ct);
    }

    public Task WrittenAsync() => written;

    /// <summary>Waits for the last write, so that an abandoned page writes nothing more when it is retried.</summary>
    public async ValueTask DisposeAsync() => await written.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task WriteAsync(NpgsqlBatch batch)
    {
        await using (batch) await batch.ExecuteNonQueryAsync(ct);
    }
}
