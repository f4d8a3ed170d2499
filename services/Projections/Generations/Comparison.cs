using EventPlatform.Storage;
using EventPlatform.Storage.ReadTables;
using Npgsql;

namespace EventPlatform.Projections.Generations;

/// <param name="OnlyHere">The number of rows that the served generation lacks.</param>
/// <param name="OnlyServed">The number of rows that only the served generation has.</param>
/// <param name="Examples">Some rows of both kinds, as text.</param>
internal sealed record TableComparison(string Table, long Rows, long OnlyHere, long OnlyServed, IReadOnlyList<string> Examples);

/// <param name="Position">The position of both.</param>
internal sealed record ComparisonAnswer(int Generation, int Served, bool Equal, long Position, IReadOnlyList<TableComparison> Tables);

/// <summary>Compares two generations at one position, row by row, in one snapshot of the database.</summary>
internal static class Comparison
{
    private const int StatementSeconds = 3600;

    /// <summary>Returns null if they are at different positions.</summary>
    public static async Task<ComparisonAnswer?> OfAsync(NpgsqlDataSource dataSource, int number, int served, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var position = await PositionAsync(connection, number, ct);
        if (position != await PositionAsync(connection, served, ct)) return null;
        var tables = new List<TableComparison>();
        foreach (var table in ReadSchema.Folded)
        {
            var onlyHere = await ExceptAsync(connection, table, number, served, ct);
            var onlyServed = await ExceptAsync(connection, table, served, number, ct);
            var rows = (await ListAsync(
                connection, $"select count(*) from {ReadModel.Schema(number)}.{table}", row => row.GetInt64(0), ct))[0];
            tables.Add(new(table, rows, onlyHere.Count, onlyServed.Count, [.. onlyHere.Take(3).Concat(onlyServed.Take(3))]));
        }

        return new(number, served, tables.TrueForAll(table => table is { OnlyHere: 0, OnlyServed: 0 }), position, tables);
    }

    /// <summary>True if both have the same tables and columns. Those of another version may differ.</summary>
    public static async Task<bool> IsPossibleAsync(NpgsqlDataSource dataSource, int number, int served, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            """
            with columns as (
              select table_schema, table_name, column_name, ordinal_position, data_type
              from information_schema.columns where table_schema in ($1, $2) and table_name <> 'changes_by_hand')
            select not exists (select from columns c where not exists (select from columns o where o.table_schema <> c.table_schema
              and (o.table_name, o.column_name, o.ordinal_position, o.data_type)
                = (c.table_name, c.column_name, c.ordinal_position, c.data_type)))
            """).With(ReadModel.Schema(number), ReadModel.Schema(served));
        return number == served || await command.ExecuteScalarAsync(ct) is true;
    }

    private static async Task<long> PositionAsync(NpgsqlConnection connection, int number, CancellationToken ct) =>
        (await ListAsync(connection, $"select position from {ReadModel.Schema(number)}.mark", row => row.GetInt64(0), ct))[0];

    private static Task<IReadOnlyList<string>> ExceptAsync(
        NpgsqlConnection connection, string table, int of, int without, CancellationToken ct) =>
        ListAsync(
            connection,
            $"select r::text from (table {ReadModel.Schema(of)}.{table} except all table {ReadModel.Schema(without)}.{table}) r order by 1",
            row => row.GetString(0), ct);

    private static async Task<IReadOnlyList<T>> ListAsync<T>(
        NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = StatementSeconds };
        return await command.ListAsync(read, ct);
    }
}
