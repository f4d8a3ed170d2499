using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace EventPlatform.Storage;

/// <summary>
/// Reports healthy if Postgres answers on a pooled connection, accepts new connections, and accepts writes if the service needs them. Every
/// few checks open a new connection, because pooled ones stay open when the server accepts no more connections or the password was changed.
/// </summary>
internal sealed class PostgresCheck(NpgsqlDataSource pool, string connectionString, bool writes) : IHealthCheck, IAsyncDisposable
{
    private const int ConnectEvery = 4;
    private const int Seconds = 2;

    private readonly NpgsqlDataSource unpooled = Unpooled(connectionString);
    private int checks;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = await OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("show transaction_read_only", connection) { CommandTimeout = Seconds };
            var isReadOnly = await command.ExecuteScalarAsync(cancellationToken) is "on";
            return isReadOnly && writes
                ? HealthCheckResult.Unhealthy("Postgres is read-only: nothing can be stored")
                : HealthCheckResult.Healthy();
        }
        catch (Exception e) when (PostgresOutage.Caused(e))
        {
            checks = 0; // the next check opens a new connection, to find out whether that is the reason
            return HealthCheckResult.Unhealthy(PostgresOutage.Describe(e));
        }
    }

    public ValueTask DisposeAsync() => unpooled.DisposeAsync();

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        if (checks++ % ConnectEvery != 0) return await pool.OpenConnectionAsync(ct);
        return await unpooled.OpenConnectionAsync(ct);
    }

    private static NpgsqlDataSource Unpooled(string connectionString)
    {
        var source = new NpgsqlDataSourceBuilder(connectionString) { Name = "check" }; // the name in metrics
        (source.ConnectionStringBuilder.Pooling, source.ConnectionStringBuilder.Timeout) = (false, Seconds);
        return source.Build();
    }
}
