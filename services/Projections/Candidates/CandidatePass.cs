using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Projections.Candidates;

/// <summary>
/// Brings the candidates of one generation up to the position of its tables: examines the companies that have changed, and finds similar
/// companies by index. The outcome depends only on the read tables, not on how often they were examined on the way.
/// </summary>
/// <param name="turn">Receives the duration of the last step, if there was one, and returns when the next step may begin.</param>
internal sealed class CandidatePass(
    NpgsqlDataSource dataSource, int generation, TimeProvider time, Func<TimeSpan, CancellationToken, Task> turn)
{
    // A step occupies a core that arriving reports need, so it takes a few milliseconds, or some tens if names are very similar
    private const int PositionsTogether = 500;
    private const int CompaniesTogether = 5;

    /// <summary>
    /// Begins every step. The row lock admits only one process at a time. It is not an advisory lock, because a role that may take one
    /// could also take the append lock.
    /// </summary>
    private string Alone =>
        $"""
        set local search_path = {Schema};
        set local jit = off; set local max_parallel_workers_per_gather = 0; set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off;
        set local pg_trgm.similarity_threshold = 0.45;
        select position from candidate_mark for update skip locked
        """;

    private string Schema { get; } = ReadModel.Schema(generation);

    private static readonly string Changed = PostgresRows.ScriptBeside(typeof(CandidatePass), nameof(Changed));
    private static readonly string Names = PostgresRows.ScriptBeside(typeof(CandidatePass), nameof(Names));
    private static readonly string Profile = PostgresRows.ScriptBeside(typeof(CandidatePass), nameof(Profile));
    private static readonly string[] Kinds =
        [PostgresRows.ScriptBeside(typeof(CandidatePass), "PerhapsOne"), PostgresRows.ScriptBeside(typeof(CandidatePass), "PerhapsTwo")];

    /// <summary>Runs the pass. Does nothing if another process runs it, or if the tables have no indexes yet.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        if (!await IsIndexedAsync(connection, ct)) return;
        var (position, done) = (await ListAsync(
            connection, $"select m.position, c.position from {Schema}.mark m cross join {Schema}.candidate_mark c", [],
            row => (row.GetInt64(0), row.GetInt64(1)), ct))[0];
        if (position == done) return;
        await turn(TimeSpan.Zero, ct);
        var companies = new HashSet<string>(StringComparer.Ordinal);
        for (var after = done; after < position; after += PositionsTogether)
        {
            object[] range = [after, Math.Min(position, after + PositionsTogether)];
            async Task CollectAsync() => companies.UnionWith(await ListAsync(connection, Changed, range, row => row.GetString(0), ct));
            if (!await StepAsync(connection, CollectAsync, ct)) return;
        }

        foreach (var chunk in companies.Chunk(CompaniesTogether))
        {
            if (!await StepAsync(connection, () => ProfileAsync(connection, chunk, ct), ct)) return;
        }

        if (done == 0) await RunAsync(connection, $"analyze {Schema}.name_forms; analyze {Schema}.company_profiles", [], ct);
        foreach (var chunk in companies.Chunk(CompaniesTogether))
        {
            if (!await StepAsync(connection, () => CompareAsync(connection, chunk, ct), ct)) return;
        }

        await StepAsync(
            connection, () => RunAsync(connection, "update candidate_mark set position = greatest(position, $1)", [position], ct), ct);
    }

    private async Task<bool> IsIndexedAsync(NpgsqlConnection connection, CancellationToken ct) =>
        (await ListAsync(
            connection, "select to_regclass($1) is not null", [$"{Schema}.candidates_by_score"], row => row.GetBoolean(0), ct))[0];

    /// <summary>Runs a step. Returns false if another process is running one; that process then does the rest.</summary>
    private async Task<bool> StepAsync(NpgsqlConnection connection, Func<Task> change, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if ((await ListAsync(connection, Alone, [], row => row.GetInt64(0), ct)).Count == 0) return false;
        await change();
        await transaction.CommitAsync(ct);
        await turn(time.GetElapsedTime(began), ct);
        return true;
    }

    private static async Task CompareAsync(NpgsqlConnection connection, string[] companies, CancellationToken ct)
    {
        foreach (var kind in Kinds) await RunAsync(connection, kind, [companies], ct);
    }

    private static async Task ProfileAsync(NpgsqlConnection connection, string[] companies, CancellationToken ct)
    {
        var forms = (await ListAsync(
                connection, Names, [companies],
                row => (Company: row.GetString(0), Key: row.GetString(1), Name: row.GetString(2), First: row.GetInt64(3)), ct))
            .SelectMany(named => LooseName.Of(named.Name, named.Key).Select(form => (named.Company, Form: form, named.First))).ToList();
        await RunAsync(
            connection, Profile,
            [
                companies, forms.Select(form => form.Company).ToArray(), forms.Select(form => form.Form).ToArray(),
                forms.Select(form => form.First).ToArray()
            ],
            ct);
    }

    private static async Task<IReadOnlyList<T>> ListAsync<T>(
        NpgsqlConnection connection, string sql, object[] values, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection).With(values);
        return await command.ListAsync(read, ct);
    }

    /// <summary>Runs the statements of a script one after the other, with the same values.</summary>
    private static async Task RunAsync(NpgsqlConnection connection, string script, object[] values, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in script.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var command = new NpgsqlBatchCommand(statement);
            foreach (var value in values.TakeWhile((_, index) => statement.Contains($"${index + 1}", StringComparison.Ordinal)))
                command.Parameters.Add(new() { Value = value });
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(ct);
    }
}
