using System.Globalization;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Makes the read tables of a generation where they are missing.</summary>
internal static class ReadSchema
{
    private static readonly string Script = PostgresRows.ScriptBeside(typeof(ReadSchema), nameof(ReadSchema)) + PostgresRows.ScriptBeside(typeof(ReadSchema), "ReadIndexes");

    public static async Task CreateAsync(NpgsqlDataSource dataSource, int generation, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var command = new NpgsqlCommand(
            "select pg_advisory_xact_lock(7305441121);\n" + For(generation, Script), connection, transaction);
        await command.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>SQL written for <c>read_n</c>, for one generation.</summary>
    public static string For(int generation, string sql) => sql
        .Replace("read_n.", ReadModel.Schema(generation) + ".", StringComparison.Ordinal)
        .Replace("read_n;", ReadModel.Schema(generation) + ";", StringComparison.Ordinal)
        .Replace("this_generation", generation.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
