using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Reads the tables of the generation that the connection's <c>search_path</c> selects.</summary>
internal sealed class ReadSession(NpgsqlConnection connection, CancellationToken ct)
{
    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object[] parameters, Func<NpgsqlDataReader, T> read)
    {
        await using var command = new NpgsqlCommand(sql, connection).With(parameters);
        return await command.ListAsync(read, ct);
    }

    public async Task<(long Position, long Epoch)> MarkAsync() =>
        (await ListAsync("select position, epoch from mark", [], row => (row.GetInt64(0), row.GetInt64(1))))[0];

    public ReadBatch Batch() => new(connection.CreateBatch(), ct);
}
