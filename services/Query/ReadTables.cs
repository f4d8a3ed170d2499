using System.Data;
using EventPlatform.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace EventPlatform.Query;

/// <summary>The read tables of the generation that is served now, as they are at one moment, for the time of one request.</summary>
internal sealed class ReadSession(NpgsqlConnection connection, int generation, long position) : IAsyncDisposable
{
    private readonly string schema = ReadModel.Schema(generation);

    public int Generation => generation;

    /// <summary>Up to which the tables are complete.</summary>
    public long Position => position;

    /// <summary>Rows of SQL that names the tables as <c>served.TABLE</c>, with positional parameters.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object?[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql.Replace("served.", schema + ".", StringComparison.Ordinal), connection).With(parameters);
        return await command.ListAsync(read, ct);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}

/// <summary>Opens sessions on the served generation. Not ready until one is served.</summary>
internal sealed class ReadTables(NpgsqlDataSource dataSource, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    /// <summary>A session on tables that are complete up to a position: how a client reads what it wrote.</summary>
    public async Task<ReadSession> OpenAsync(long minPosition, CancellationToken ct)
    {
        for (var start = time.GetTimestamp(); ; await Task.Delay(LookAgain, time, ct))
        {
            var session = await OpenAsync(ct);
            if (session.Position >= minPosition) return session;
            await session.DisposeAsync();
            if (time.GetElapsedTime(start) > Patience) throw new NotProjectedException(minPosition);
        }
    }

    public async Task<ReadSession> OpenAsync(CancellationToken ct)
    {
        var connection = await dataSource.OpenConnectionAsync(ct);
        try
        {
            // One snapshot: what is read is of the position that the answer names. The end of the connection's use ends it
            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
            await using var served = new NpgsqlCommand("select number from read.generations where served", connection);
            if (await served.ExecuteScalarAsync(ct) is not int generation) throw new NotBuiltException();
            await using var mark = new NpgsqlCommand($"select position from {ReadModel.Schema(generation)}.mark", connection);
            return new ReadSession(connection, generation, (long)(await mark.ExecuteScalarAsync(ct))!);
        }
        catch (Exception e)
        {
            await connection.DisposeAsync();
            if (e is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.InsufficientPrivilege })
                throw new NotBuiltException();
            throw;
        }
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var session = await OpenAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is NotBuiltException or NpgsqlException)
        {
            return HealthCheckResult.Unhealthy(e is NotBuiltException ? e.Message : PostgresOutage.Describe(e));
        }
    }
}

/// <summary>The read tables did not reach a position in time.</summary>
internal sealed class NotProjectedException(long position) : Exception($"position {position} is not in the read tables yet");

/// <summary>No generation of the read tables is served yet.</summary>
internal sealed class NotBuiltException() : Exception("the read tables do not exist yet: Projections makes them");
