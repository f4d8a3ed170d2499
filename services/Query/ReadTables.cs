using System.Data;
using EventPlatform.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace EventPlatform.Query;

/// <summary>A snapshot of the served generation of the read tables, for one request.</summary>
internal sealed class ReadSession(NpgsqlConnection connection, int generation, long position) : IAsyncDisposable
{
    public int Generation => generation;

    /// <summary>The position up to which the tables are complete.</summary>
    public long Position => position;

    /// <summary>SQL with positional parameters. The generation's schema is on the <c>search_path</c>.</summary>
    public NpgsqlCommand Command(string sql, object?[] parameters) => new NpgsqlCommand(sql, connection).With(parameters);

    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object?[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var command = Command(sql, parameters);
        return await command.ListAsync(read, ct);
    }

    /// <summary>Reads rows until <paramref name="take"/> returns false.</summary>
    public async Task ReadAsync(string sql, object?[] parameters, Func<NpgsqlDataReader, bool> take, CancellationToken ct)
    {
        await using var command = Command(sql, parameters);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct) && take(rows)) { }
    }

    public async Task<long> EndOfLogAsync(CancellationToken ct) =>
        (await ListAsync("select coalesce(max(seq_id), 0) from log.mt_events", [], row => row.GetInt64(0), ct))[0];

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}

/// <summary>Opens sessions on the served generation. Reports Unhealthy until a generation is served.</summary>
internal sealed class ReadTables(NpgsqlDataSource dataSource, GenerationPools pools, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);
    private const int AnswersWithinSeconds = 2; // for the first statement of every request, which finds a server that hangs

    private volatile int lastServed;

    /// <summary>Configures connections to add up a million rows in memory.</summary>
    public static void Connect(NpgsqlConnectionStringBuilder connection) => connection.Options ??= "-c jit=off -c work_mem=64MB";

    /// <summary>Opens a session once the tables have reached a position, so that a client can read what it wrote.</summary>
    /// <param name="parameter">The parameter that names the position.</param>
    public async Task<ReadSession> OpenAsync(long minPosition, string parameter, CancellationToken ct)
    {
        for (var start = time.GetTimestamp(); ; await Task.Delay(LookAgain, time, ct))
        {
            var session = await OpenAsync(ct);
            if (session.Position >= minPosition) return session;
            var end = await session.EndOfLogAsync(ct);
            await session.DisposeAsync();
            if (minPosition > end) throw new BeyondLogException(parameter, end);
            if (time.GetElapsedTime(start) > Patience) throw new NotProjectedException(minPosition);
        }
    }

    public async Task<ReadSession> OpenAsync(CancellationToken ct)
    {
        // The generation of the last request is tried first, which takes one round trip
        if (lastServed is > 0 and var last && await OpenAsync(last, ct) is { } session) return session;
        lastServed = await ServedAsync(ct);
        return await OpenAsync(lastServed, ct) ?? throw new NotBuiltException();
    }

    /// <summary>Returns null if another generation is served, or this one is not built yet.</summary>
    private async Task<ReadSession?> OpenAsync(int generation, CancellationToken ct)
    {
        var connection = await pools.Of(generation).OpenConnectionAsync(ct);
        ReadSession? session = null;
        try
        {
            // One snapshot, so that everything is read at the position that the answer names. Closing the connection ends it
            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
            await using var mark = new NpgsqlCommand(
                "select m.position from read.generations g cross join mark m where g.served and g.number = $1 and m.epoch > 0",
                connection).With(generation);
            mark.CommandTimeout = AnswersWithinSeconds;
            if (await mark.ExecuteScalarAsync(ct) is long position) session = new ReadSession(connection, generation, position);
        }
        catch (PostgresException e) when (IsNotThere(e))
        {
            // The generation was discarded
        }
        finally
        {
            if (session is null) await connection.DisposeAsync();
        }

        return session;
    }

    private async Task<int> ServedAsync(CancellationToken ct)
    {
        try
        {
            await using var served = dataSource.CreateCommand("select number from read.generations where served");
            served.CommandTimeout = AnswersWithinSeconds;
            return await served.ExecuteScalarAsync(ct) is int generation ? generation : throw new NotBuiltException();
        }
        catch (PostgresException e) when (IsNotThere(e))
        {
            throw new NotBuiltException();
        }
    }

    private static bool IsNotThere(PostgresException e) =>
        e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.InsufficientPrivilege;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var session = await OpenAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is NotBuiltException || PostgresOutage.Caused(e))
        {
            return HealthCheckResult.Unhealthy(e is NotBuiltException ? e.Message : PostgresOutage.Describe(e));
        }
    }
}

/// <summary>The read tables did not reach a position in time.</summary>
internal sealed class NotProjectedException(long position) : Exception($"the read tables have not reached position {position} yet");

/// <summary>No generation of the read tables is served yet.</summary>
internal sealed class NotBuiltException() : Exception("the read tables do not exist yet: Projections builds them");
