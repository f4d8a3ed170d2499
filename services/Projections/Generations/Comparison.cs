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
        ["records", "record_entries", "retractions", "facts", "names", "links", "identifiers", "declarations", "trusts", "parked", "funding_totals", "investor_changes"];

    /// <summary>Null where they are not at one position.</summary>
    public static async Task<ComparisonAnswer?> OfAsync(NpgsqlDataSource dataSource, int number, int served, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var (here, there) = (new ReadSession(connection, number, ct), new ReadSession(connection, served, ct));
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

    private static Task<IReadOnlyList<string>> ExceptAsync(ReadSession session, string table, int of, int without) => session.ListAsync(
        $"select r::text from (table {ReadModel.Schema(of)}.{table} except all table {ReadModel.Schema(without)}.{table}) r order by 1", [], row => row.GetString(0));
}
