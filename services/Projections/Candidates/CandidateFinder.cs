using EventPlatform.Projections.Generations;
using EventPlatform.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace EventPlatform.Projections.Candidates;

/// <summary>
/// Keeps the candidates of every generation up to date, beside the fold: a look every second at most. While a generation is far behind the log the fold
/// has the database to itself.
/// </summary>
internal sealed partial class CandidateFinder(GenerationStore generations, NpgsqlDataSource dataSource, TimeProvider time, ILogger<CandidateFinder> log)
    : BackgroundService, IHealthCheck
{
    private const long FarBehind = 1_000;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private volatile string? problem;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(problem is { } why ? HealthCheckResult.Degraded($"candidates are not updated: {why}") : HealthCheckResult.Healthy());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var generation in await ListAsync(stoppingToken)) await new CandidatePass(dataSource, generation, UntilNoneIsFarBehindAsync).RunAsync(stoppingToken);
                problem = null;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException e)
            {
                // A generation that is discarded meanwhile is not listed the next time
                var why = PostgresOutage.Describe(e);
                if (why != problem) Waiting(why);
                problem = why;
            }

            await Task.Delay(LookAgain, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<IReadOnlyList<int>> ListAsync(CancellationToken ct) =>
        await generations.ServedAsync(ct) is null ? [] : [.. (await generations.ListAsync(ct)).Select(row => row.Number)];

    private async Task UntilNoneIsFarBehindAsync(CancellationToken ct)
    {
        while (await IsAnyFarBehindAsync(ct)) await Task.Delay(LookAgain, time, ct);
    }

    private async Task<bool> IsAnyFarBehindAsync(CancellationToken ct)
    {
        foreach (var number in await ListAsync(ct))
        {
            if ((await Progress.OfAsync(dataSource, number, ct)).Progress.Lag > FarBehind) return true;
        }

        return false;
    }

    [LoggerMessage(LogLevel.Warning, "Candidates are not updated: {Why}")]
    private partial void Waiting(string why);
}
