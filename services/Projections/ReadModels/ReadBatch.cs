using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Runs independent queries in one round trip.</summary>
internal sealed class ReadBatch(NpgsqlBatch batch, CancellationToken ct)
{
    private readonly List<Action<NpgsqlDataReader>> rowReaders = [];

    /// <param name="read">Called for each row.</param>
    public void Add(string sql, object[] parameters, Action<NpgsqlDataReader> read)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddValues(parameters);
        batch.BatchCommands.Add(command);
        rowReaders.Add(read);
    }

    /// <summary>Returns a list that <see cref="ReadAsync"/> fills.</summary>
    public IReadOnlyList<T> List<T>(string sql, object[] parameters, Func<NpgsqlDataReader, T> read)
    {
        var list = new List<T>();
        Add(sql, parameters, row => list.Add(read(row)));
        return list;
    }

    public async Task ReadAsync()
    {
        await using (batch)
        {
            if (rowReaders.Count == 0) return;
            await using var rows = await batch.ExecuteReaderAsync(ct);
            foreach (var read in rowReaders)
            {
                while (await rows.ReadAsync(ct)) read(rows);
                await rows.NextResultAsync(ct);
            }
        }
    }
}
