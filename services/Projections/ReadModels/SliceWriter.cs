using Npgsql;

namespace EventPlatform.Projections.ReadModels;

/// <summary>
/// Writes slices of a page one after the other, each in a transaction of its own, while the next is folded. The daemon's progress follows
/// with the end of the page: what is at or before the mark is not folded again where it does not come to that.
/// </summary>
internal sealed class SliceWriter(NpgsqlDataSource dataSource, CancellationToken ct) : IAsyncDisposable
{
    private Task written = Task.CompletedTask;

    /// <summary>Begins when the slice before is written.</summary>
    public async Task BeginAsync(Action<PageWrites> write)
    {
        var batch = dataSource.CreateBatch();
        write(new(new(batch)));
        await written;
        written = Task.Run(() => WriteAsync(batch), ct);
    }

    public Task WrittenAsync() => written;

    /// <summary>Where the page is given up, nothing of it is written any more once it is tried again.</summary>
    public async ValueTask DisposeAsync() => await written.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task WriteAsync(NpgsqlBatch batch)
    {
        await using (batch) await batch.ExecuteNonQueryAsync(ct);
    }
}
