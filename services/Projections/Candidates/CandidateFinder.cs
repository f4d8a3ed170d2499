using EventPlatform.Projections.Generations;
using EventPlatform.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace EventPlatform.Projections.Candidates;

/// <summary>
/// Keeps the candidates of every generation up to date, beside the fold, with at most one check per second. While a generation is far
/// behind the log, the search pauses and leaves the database to the fold. While reports arrive, the search takes at most a twentieth of
/// the time, because very similar names make it expensive.
/// </summary>
internal sealed partial class CandidateFinder(
    GenerationStore generations, NpgsqlDataSource dataSource, TimeProvider time, ILogger<CandidateFinder> log)
    : BackgroundService, IHealthCheck
{
    private const long FarBehind = 1_000;
    private const int Rest = 19; // a pause lasts this many times as long as the step
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private volatile string? problem;
    private long end; // end of the log at the last turn

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            problem is { } why ? HealthCheckResult.Degraded($"candidates are not updated: {why}") : HealthCheckResult.Healthy());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var generation in await ListAsync(stoppingToken)) await UpdateAsync(generation, stoppingToken);
                problem = null;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (PostgresOutage.Caused(e))
            {
                var why = PostgresOutage.Describe(e);
                if (why != problem) Waiting(why);
                problem = why;
            }

            await Task.Delay(LookAgain, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task UpdateAsync(int generation, CancellationToken ct)
    {
        try
        {
            await new CandidatePass(dataSource, generation, time, TurnAsync).RunAsync(ct);
        }
        catch (PostgresException gone) when (gone.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            // The generation was discarded meanwhile, with its tables
            if ((await ListAsync(ct)).Contains(generation)) throw;
        }
    }

    private async Task<IReadOnlyList<int>> ListAsync(CancellationToken ct) =>
        await generations.ServedAsync(ct) is null ? [] : [.. (await generations.ListAsync(ct)).Select(row => row.Number)];

    /// <param name="last">The duration of the previous step.</param>
    private async Task TurnAsync(TimeSpan last, CancellationToken ct)
    {
        var (lag, now) = await LookAsync(ct);
        problem = null; // a whole pass may take minutes
        if (now > end) await Task.Delay(Rest * last, time, ct);
        end = now;
        for (; lag > FarBehind; lag = (await LookAsync(ct)).Lag) await Task.Delay(LookAgain, time, ct);
    }

    /// <summary>Returns the lag of the generation that is furthest behind, and the end of the log.</summary>
    private async Task<(long Lag, long Last)> LookAsync(CancellationToken ct)
    {
        var (lag, last) = (0L, 0L);
        foreach (var number in await ListAsync(ct))
        {
            var progress = (await Progress.OfAsync(dataSource, number, ct)).Progress;
            (lag, last) = (Math.Max(lag, progress.Lag), progress.Last);
        }

        return (lag, last);
    }

    [LoggerMessage(LogLevel.Warning, "Candidates are not updated: {Why}")]
    private partial void Waiting(string why);
}
