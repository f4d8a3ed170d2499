using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Makes the list of generations, and the read tables of one, where they are missing.</summary>
internal static class ReadSchema
{
    /// <summary>As the comment on the schema has it; tables of version 1 have none.</summary>
    private const string Version = "version 2";

    /// <summary>One of the indexes, which are made together.</summary>
    public const string AnIndex = "facts_by_company";

    /// <summary>
    /// For two processes that start at once. Not an advisory lock: whoever may take one may take the append lock too. This mode lets the daemons go on.
    /// </summary>
    private const string OneAtATime = "lock table log.mt_event_progression in share update exclusive mode;\n";

    private static readonly string List = PostgresRows.ScriptBeside(typeof(ReadSchema), "GenerationList");
    private static readonly string Tables = PostgresRows.ScriptBeside(typeof(ReadSchema), nameof(ReadSchema));
    private static readonly string Indexes = PostgresRows.ScriptBeside(typeof(ReadSchema), "ReadIndexes");

    public static Task CreateListAsync(NpgsqlDataSource dataSource, CancellationToken ct) => RunAsync(dataSource, List, ct);

    public static Task CreateAsync(NpgsqlDataSource dataSource, int generation, CancellationToken ct) => RunAsync(dataSource, For(generation, Tables), ct);

    /// <summary>True if the tables are there, but another version of this program made them: it cannot go on with them.</summary>
    public static async Task<bool> IsOfAnotherVersionAsync(NpgsqlDataSource dataSource, int generation, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            "select coalesce(obj_description(oid, 'pg_namespace'), '') <> $2 from pg_namespace where nspname = $1").With(ReadModel.Schema(generation), Version);
        return await command.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>What makes reading quick, and writing slower: for a generation that has caught up.</summary>
    public static Task IndexAsync(NpgsqlDataSource dataSource, int generation, CancellationToken ct) => RunAsync(dataSource, For(generation, Indexes), ct);

    /// <summary>SQL written for <c>read_n</c>, for one generation.</summary>
    public static string For(int generation, string sql) => sql
        .Replace("read_n.", ReadModel.Schema(generation) + ".", StringComparison.Ordinal)
        .Replace("read_n is ", ReadModel.Schema(generation) + " is ", StringComparison.Ordinal)
        .Replace("read_n;", ReadModel.Schema(generation) + ";", StringComparison.Ordinal);

    private static async Task RunAsync(NpgsqlDataSource dataSource, string script, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var command = new NpgsqlCommand(OneAtATime + script, connection, transaction) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
