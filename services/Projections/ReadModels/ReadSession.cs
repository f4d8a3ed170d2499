using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Reads tables of one generation on one connection; SQL names them as <c>read_n.TABLE</c>.</summary>
/// <param name="statementSeconds">How long a statement may take; as the connection says if it is null.</param>
internal sealed class ReadSession(NpgsqlConnection connection, int generation, CancellationToken ct, int? statementSeconds = null)
{
    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object[] parameters, Func<NpgsqlDataReader, T> read)
    {
        await using var command = new NpgsqlCommand(ReadSchema.For(generation, sql), connection).With(parameters);
        command.CommandTimeout = statementSeconds ?? command.CommandTimeout;
        return await command.ListAsync(read, ct);
    }

    public async Task<(long Position, long Epoch)> MarkAsync() => (await ListAsync("select position, epoch from read_n.mark", [], row => (row.GetInt64(0), row.GetInt64(1))))[0];
}
