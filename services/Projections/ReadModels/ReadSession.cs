using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Reads tables of one generation on one connection; SQL names them as <c>read_n.TABLE</c>.</summary>
/// <param name="statementSeconds">How long a statement may take; as the connection says if it is null.</param>
internal sealed class ReadSession(NpgsqlConnection connection, int generation, CancellationToken ct, int? statementSeconds = null)
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Connections that take a page in few pieces: it is a megabyte or two each way.</summary>
    public static void Connect(NpgsqlConnectionStringBuilder connection) => (connection.ReadBufferSize, connection.WriteBufferSize) = (BufferBytes, BufferBytes);

    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object[] parameters, Func<NpgsqlDataReader, T> read)
    {
        await using var command = new NpgsqlCommand(ReadSchema.For(generation, sql), connection).With(parameters);
        command.CommandTimeout = statementSeconds ?? command.CommandTimeout;
        return await command.ListAsync(read, ct);
    }

    public Task<(long Position, long Epoch)> MarkAsync() => MarkAsync("");

    /// <summary>From here on nothing is walked through, however large a table seems: a page looks up what it names.</summary>
    public Task<(long Position, long Epoch)> MarkOfPageAsync() => MarkAsync("set enable_mergejoin = off; set enable_hashjoin = off; set enable_seqscan = off; set jit = off; ");

    private async Task<(long Position, long Epoch)> MarkAsync(string settings) =>
        (await ListAsync($"{settings}select position, epoch from read_n.mark", [], row => (row.GetInt64(0), row.GetInt64(1))))[0];
}
