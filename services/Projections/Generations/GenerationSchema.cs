using EventPlatform.Storage;
using EventPlatform.Storage.ReadTables;
using Npgsql;

namespace EventPlatform.Projections.Generations;

/// <summary>Creates the list of generations, and the schema of one.</summary>
internal static class GenerationSchema
{
    /// <summary>
    /// Serialises two processes that start at the same time. It is not an advisory lock, because a role that may take one could also take
    /// the append lock. Daemons can continue under this lock mode.
    /// </summary>
    private const string OneAtATime = "lock table log.mt_event_progression in share update exclusive mode;\n";

    private static readonly string List = PostgresRows.ScriptBeside(typeof(GenerationSchema), "GenerationList");

    private static readonly string Watch = $"""
        set local eventplatform.folded = '{string.Join(',', ReadSchema.Folded)}';
        {PostgresRows.ScriptBeside(typeof(GenerationSchema), "Watch")}
        """;

    public static Task CreateListAsync(NpgsqlDataSource dataSource, CancellationToken ct) => RunAsync(dataSource, OneAtATime + List, ct);

    /// <summary>
    /// Creates the tables if they do not exist, or if a build did not complete them. They have neither keys nor indexes until they are
    /// built.
    /// </summary>
    public static Task CreateAsync(NpgsqlDataSource dataSource, int generation, CancellationToken ct)
    {
        var schema = ReadModel.Schema(generation);
        return RunAsync(dataSource,
            $"""
            {OneAtATime}
            do $$ begin
              if obj_description(to_regnamespace('{schema}'), 'pg_namespace') = '{ReadSchema.Unfinished}' then
                drop schema {schema} cascade;
              end if;
              if to_regnamespace('{schema}') is null then
                create schema {schema};
                comment on schema {schema} is '{ReadSchema.Unfinished}';
              end if;
            end $$;
            set local search_path = {schema};
            {ReadSchema.CreateTables}
            """, ct);
    }

    /// <summary>Returns the script that ends a build: the tables are complete up to a position, from which the daemon continues.</summary>
    public static string CompleteAt(int generation, long position, string shard) =>
        $"""
        comment on schema {ReadModel.Schema(generation)} is '{ReadSchema.Version}';
        update mark set position = {position}, epoch = -epoch;
        insert into log.mt_event_progression (name, last_seq_id) select '{shard}', {position} where {position} > 0
        on conflict (name) do update set last_seq_id = excluded.last_seq_id;
        """;

    /// <summary>True if a build by this version is complete.</summary>
    public static async Task<bool> IsCompleteAsync(NpgsqlDataSource dataSource, int generation, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            "select coalesce(obj_description(to_regnamespace($1), 'pg_namespace') = $2, false)")
            .With(ReadModel.Schema(generation), ReadSchema.Version);
        return await command.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>True if the tables exist but were created by another version of this program, which cannot continue with them.</summary>
    public static async Task<bool> IsOfAnotherVersionAsync(NpgsqlDataSource dataSource, int generation, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            "select coalesce(obj_description(oid, 'pg_namespace'), '') not in ($2, $3) from pg_namespace where nspname = $1")
            .With(ReadModel.Schema(generation), ReadSchema.Version, ReadSchema.Unfinished);
        return await command.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>
    /// Creates what makes reading faster and writing slower, and the triggers that record changes by hand, for a generation that has caught
    /// up.
    /// </summary>
    public static Task IndexAsync(NpgsqlDataSource pool, CancellationToken ct) =>
        RunAsync(pool, OneAtATime + string.Concat(ReadSchema.CreateIndexes) + Watch, ct);

    private static async Task RunAsync(NpgsqlDataSource dataSource, string script, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var command = new NpgsqlCommand(script, connection, transaction) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
