using Npgsql;

namespace EventPlatform.Storage;

/// <summary>Helpers for reading tables: positional parameters, rows as a list, nullable text, and SQL scripts beside the code.</summary>
public static class PostgresRows
{
    public static NpgsqlCommand With(this NpgsqlCommand command, params IEnumerable<object?> parameters)
    {
        command.Parameters.AddValues(parameters);
        return command;
    }

    /// <summary>Adds positional parameters.</summary>
    public static void AddValues(this NpgsqlParameterCollection parameters, IEnumerable<object?> values)
    {
        foreach (var value in values) parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
    }

    public static async Task<IReadOnlyList<T>> ListAsync<T>(
        this NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var rows = await command.ExecuteReaderAsync(ct);
        var list = new List<T>();
        while (await rows.ReadAsync(ct)) list.Add(read(rows));
        return list;
    }

    public static string? GetText(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>Returns the embedded script <c>NAME.sql</c> from the namespace of a type.</summary>
    public static string ScriptBeside(Type type, string name)
    {
        using var stream = type.Assembly.GetManifestResourceStream($"{type.Namespace}.{name}.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
