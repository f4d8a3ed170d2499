using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace EventPlatform.Storage;

/// <summary>Ready where Postgres answers.</summary>
internal sealed class PostgresCheck(NpgsqlDataSource dataSource) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = dataSource.CreateCommand("select 1");
            command.CommandTimeout = 2;
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException e)
        {
            return HealthCheckResult.Unhealthy(PostgresOutage.Describe(e));
        }
    }
}

/// <summary>One line on why Postgres could not be used, without addresses or credentials.</summary>
public static class PostgresOutage
{
    public static string Describe(Exception error) => error switch
    {
        PostgresException postgres => $"Postgres refuses: {postgres.MessageText} ({postgres.SqlState})",
        NpgsqlException { InnerException: { } inner } => $"Postgres cannot be reached: {inner.Message}",
        NpgsqlException => $"Postgres cannot be reached: {error.Message}",
        _ => error.Message,
    };
}
