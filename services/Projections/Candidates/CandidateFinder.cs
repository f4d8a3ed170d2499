using EventPlatform.Projections.Generations;
using EventPlatform.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace EventPlatform.Projections.Candidates;

/// <summary>Keeps the candidates of every generation up to date, beside the fold: a look every second at most.</summary>
internal sealed partial class CandidateFinder(GenerationStore generations, NpgsqlDataSource dataSource, TimeProvider time, ILogger<CandidateFinder> log)
    : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private string? problem;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(problem is { } why ? HealthCheckResult.Degraded($"candidates are not updated: {why}") : HealthCheckResult.Healthy());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var generation in await ListAsync(stoppingToken)) await new CandidatePass(dataSource, generation).RunAsync(stoppingToken);
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

    private async Task<IEnumerable<int>> ListAsync(CancellationToken ct) =>
        await generations.ServedAsync(ct) is null ? [] : (await generations.ListAsync(ct)).Select(row => row.Number);

    [LoggerMessage(LogLevel.Warning, "Candidates are not updated: {Why}")]
    private partial void Waiting(string why);
}
