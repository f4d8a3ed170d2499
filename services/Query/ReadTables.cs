using EventPlatform.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace EventPlatform.Query;

/// <summary>The read tables of the generation that is served now, for the time of one request.</summary>
internal sealed class ReadSession(NpgsqlConnection connection, string schema) : IAsyncDisposable
{
    /// <summary>Rows of SQL that names the tables as <c>served.TABLE</c>, with positional parameters.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object?[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql.Replace("served.", schema + ".", StringComparison.Ordinal), connection).With(parameters);
        return await command.ListAsync(read, ct);
    }

    /// <summary>Up to which the tables are complete.</summary>
    public async Task<long> PositionAsync(CancellationToken ct) => (await ListAsync("select position from served.mark", [], row => row.GetInt64(0), ct))[0];

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
            if (minPosition == 0 || await session.PositionAsync(ct) >= minPosition) return session;
            await session.DisposeAsync();
            if (time.GetElapsedTime(start) > Patience) throw new NotProjectedException(minPosition);
        }
    }

    public async Task<ReadSession> OpenAsync(CancellationToken ct)
    {
        var connection = await dataSource.OpenConnectionAsync(ct);
        try
        {
            await using var command = new NpgsqlCommand("select number from read.generations where served", connection);
            return await command.ExecuteScalarAsync(ct) is int generation
                ? new ReadSession(connection, ReadModel.Schema(generation))
                : throw new NotBuiltException();
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
