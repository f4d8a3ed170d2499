using EventPlatform.Contracts;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Projections.Generations;

/// <param name="PromoteWhenReady">True if it is promoted as soon as it has caught up.</param>
internal sealed record GenerationRow(int Number, bool Served, bool PromoteWhenReady);

/// <summary>The list of generations, and the switch from one to another. Every change is audited in its own transaction.</summary>
internal sealed class GenerationStore(NpgsqlDataSource dataSource)
{
    private const int StatementSeconds = 5;

    public async Task<bool> LogExistsAsync(CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            "select to_regclass('log.inbox') is not null and to_regclass('log.mt_events') is not null");
        return await command.ExecuteScalarAsync(ct) is true;
    }

    public Task CreateAsync(CancellationToken ct) => GenerationSchema.CreateListAsync(dataSource, ct);

    /// <summary>Returns the generations that are not discarded.</summary>
    public Task<IReadOnlyList<GenerationRow>> ListAsync(CancellationToken ct) =>
        QueryAsync("select number, served, promote_when_ready from read.generations where not discarded order by number", [], ct);

    /// <summary>Returns the served generation, or null if there is none yet.</summary>
    public async Task<int?> ServedAsync(CancellationToken ct)
    {
        try
        {
            var rows = await QueryAsync("select number, served, promote_when_ready from read.generations where served", [], ct);
            return rows is [var served] ? served.Number : null;
        }
        catch (PostgresException none) when (none.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return null;
        }
    }

    /// <summary>Adds the first generation. Returns nothing if another process has added it meanwhile.</summary>
    public Task<IReadOnlyList<GenerationRow>> FirstAsync(CancellationToken ct) => QueryAsync(
        "insert into read.generations (number, served) select 1, true on conflict do nothing returning number, served, promote_when_ready",
        [], ct);

    /// <summary>Adds a generation. Returns null if one is already being built.</summary>
    /// <param name="action">The action, for the audit.</param>
    /// <param name="insteadOf">If it is given, null is also returned unless this generation is served.</param>
    /// <param name="comment">The operator's reason, for the audit.</param>
    public async Task<GenerationRow?> BeginAsync(
        bool promoteWhenReady, Actor actor, string action, CancellationToken ct, int? insteadOf = null, string? comment = null) =>
        await ChangeAsync(
            """
            insert into read.generations (number, promote_when_ready)
            select max(number) + 1, $1 from read.generations
            having not bool_or(not discarded and number > (select s.number from read.generations s where s.served))
              and ($2::int is null or bool_or(served and number = $2))
            on conflict do nothing returning number
            """, [promoteWhenReady, insteadOf], actor, action, ct, comment) is { } number
            ? new(number, Served: false, promoteWhenReady)
            : null;

    /// <summary>Discards a generation. Returns false if it is served or does not exist.</summary>
    public async Task<bool> DiscardAsync(int number, Actor actor, CancellationToken ct) => await ChangeAsync(
        "update read.generations set discarded = true where number = $1 and not served and not discarded returning number",
        [number], actor, "generation-discarded", ct) is not null;

    /// <summary>Drops the tables of a generation. Call it after its daemon was stopped.</summary>
    public async Task DropAsync(int number, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"""
            drop schema if exists {ReadModel.Schema(number)} cascade;
            delete from read.builds where number = {number};
            delete from log.mt_event_progression where name like '{Generation.Shard(number)}:%'
            """);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// Promotes another generation, under the fences of both, when its tables are as far as the served ones, so that no reader goes
    /// back. Returns the reason why not, or null.
    /// </summary>
    public async Task<string?> PromoteAsync(int number, Actor actor, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var served = await ScalarAsync<int>(connection, "select number from read.generations where served for update", ct);
        if (served == number) return null;
        var (behind, ahead) = (await FencedAsync(connection, number, ct), await FencedAsync(connection, served, ct));
        // The log ends before the served position only if a restore lost reports; then no rebuild would ever get there
        var last = await ScalarAsync<long>(connection, "select coalesce(max(seq_id), 0) from log.mt_events", ct);
        if (behind < Math.Min(ahead, last)) return $"generation {number} is at position {behind}, and what is served at {ahead}";
        await using var change = new NpgsqlCommand(
            $"""
            update read.generations set served = false where served;
            update read.generations set served = true, promote_when_ready = false where number = {number};
            """, connection, transaction);
        await change.ExecuteNonQueryAsync(ct);
        await Audit.NoteAsync(transaction, actor, "generation-promoted", new { number, before = served, position = behind }, ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    /// <summary>Returns the generation that the statement changed; null if it changed none.</summary>
    private async Task<int?> ChangeAsync(
        string sql, object?[] parameters, Actor actor, string action, CancellationToken ct, string? comment = null)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var change = new NpgsqlCommand(sql, connection, transaction).With(parameters);
        if (await change.ExecuteScalarAsync(ct) is not int number) return null;
        await Audit.NoteAsync(transaction, actor, action, comment is null ? new { number } : new { number, comment }, ct);
        await transaction.CommitAsync(ct);
        return number;
    }

    /// <summary>Returns the position of a generation, and locks it for the transaction.</summary>
    private static Task<long> FencedAsync(NpgsqlConnection connection, int number, CancellationToken ct) =>
        ScalarAsync<long>(connection, $"select position from {ReadModel.Schema(number)}.mark for update", ct);

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = StatementSeconds };
        return (T)(await command.ExecuteScalarAsync(ct))!;
    }

    private async Task<IReadOnlyList<GenerationRow>> QueryAsync(string sql, object[] parameters, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(sql).With(parameters);
        command.CommandTimeout = StatementSeconds;
        return await command.ListAsync(row => new GenerationRow(row.GetInt32(0), row.GetBoolean(1), row.GetBoolean(2)), ct);
    }
}
