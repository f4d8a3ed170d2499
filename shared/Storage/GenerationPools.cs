using System.Collections.Concurrent;
using Npgsql;

namespace EventPlatform.Storage;

/// <summary>
/// A connection pool for each generation. Its <c>search_path</c> is the schema of the generation, so SQL uses table names without a schema.
/// </summary>
public sealed class GenerationPools(Func<string, NpgsqlDataSource> open) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, Lazy<NpgsqlDataSource>> pools = new();

    public NpgsqlDataSource Of(int generation) =>
        pools.GetOrAdd(generation, static (number, open) => new(() => open(ReadModel.Schema(number))), open).Value;

    /// <summary>Closes the pool of a generation that was discarded.</summary>
    public async ValueTask CloseAsync(int generation)
    {
        if (pools.TryRemove(generation, out var pool)) await pool.Value.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var generation in pools.Keys) await CloseAsync(generation);
    }
}
