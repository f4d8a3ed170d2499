using EventPlatform.Projections.ReadModels;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Projections.Generations;

/// <param name="OnlyHere">Rows that the served generation does not have.</param>
/// <param name="OnlyServed">Rows that only the served generation has.</param>
/// <param name="Examples">Some of both, as text.</param>
internal sealed record TableComparison(string Table, long Rows, long OnlyHere, long OnlyServed, IReadOnlyList<string> Examples);

/// <param name="Position">At which both were.</param>
internal sealed record ComparisonAnswer(int Generation, int Served, bool Equal, long Position, IReadOnlyList<TableComparison> Tables);

/// <summary>Two generations at one position, row by row, in one snapshot of the database.</summary>
internal static class Comparison
{
    private static readonly string[] Tables =
        ["records", "record_entries", "retractions", "facts", "names", "countries", "links", "identifiers", "declarations", "trusts", "parked", "funding_totals", "investor_changes"];

    private const int StatementSeconds = 3600;

    /// <summary>Null if they are not at one position.</summary>
    public static async Task<ComparisonAnswer?> OfAsync(NpgsqlDataSource dataSource, int number, int served, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var (here, there) = (new ReadSession(connection, number, ct, StatementSeconds), new ReadSession(connection, served, ct, StatementSeconds));
        var position = (await here.MarkAsync()).Position;
        if (position != (await there.MarkAsync()).Position) return null;
        var tables = new List<TableComparison>();
        foreach (var table in Tables)
        {
            var onlyHere = await ExceptAsync(here, table, number, served);
            var onlyServed = await ExceptAsync(here, table, served, number);
            var rows = (await here.ListAsync($"select count(*) from read_n.{table}", [], row => row.GetInt64(0)))[0];
            tables.Add(new(table, rows, onlyHere.Count, onlyServed.Count, [.. onlyHere.Take(3).Concat(onlyServed.Take(3))]));
        }

        return new(number, served, tables.TrueForAll(table => table is { OnlyHere: 0, OnlyServed: 0 }), position, tables);
    }

    /// <summary>Whether both have the same tables and columns: those of another version may not.</summary>
    public static async Task<bool> IsPossibleAsync(NpgsqlDataSource dataSource, int number, int served, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            """
            with columns as (select table_schema, table_name, column_name, ordinal_position, data_type from information_schema.columns where table_schema in ($1, $2))
            select not exists (select from columns c where not exists (select from columns o where o.table_schema <> c.table_schema
              and (o.table_name, o.column_name, o.ordinal_position, o.data_type) = (c.table_name, c.column_name, c.ordinal_position, c.data_type)))
            """).With(ReadModel.Schema(number), ReadModel.Schema(served));
        return number == served || await command.ExecuteScalarAsync(ct) is true;
    }

    private static Task<IReadOnlyList<string>> ExceptAsync(ReadSession session, string table, int of, int without) => session.ListAsync(
        $"select r::text from (table {ReadModel.Schema(of)}.{table} except all table {ReadModel.Schema(without)}.{table}) r order by 1", [], row => row.GetString(0));
}
