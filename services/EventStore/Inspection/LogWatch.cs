using System.Globalization;
using EventPlatform.Hosting.Telemetry;
using EventPlatform.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventPlatform.EventStore.Inspection;

/// <summary>
/// Checks the log continuously, one range at a time, so that a report that was changed by hand or damaged on disk is found within
/// minutes. It uses at most a fifth of one processor, so a round through a very long log takes longer.
/// </summary>
internal sealed partial class LogWatch(LogCheck check, TimeProvider time, ILogger<LogWatch> log) : BackgroundService, IHealthCheck
{
    private const int Stretch = 2_000;
    private const int RestPerWork = 4;
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private LogProblem? first;
    private long found;
    private volatile string? problem;
    private long count;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(problem is { } known ? HealthCheckResult.Degraded(known) : HealthCheckResult.Healthy());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        PlatformTelemetry.Meter.CreateObservableGauge("eventplatform.log.problems", () => Volatile.Read(ref count), "{position}",
            "Positions of the log that are missing, cannot be read, or are not what their hash says.");
        for (var after = 0L; ;)
        {
            try
            {
                var began = time.GetTimestamp();
                var stretch = await check.RunAsync(after, Stretch, stoppingToken);
                if (after == 0) (first, found) = (null, 0);
                if (first is null && stretch.Problems.Count > 0) first = stretch.Problems[0];
                found += stretch.ProblemCount;
                after = stretch.Next;
                var isEnd = stretch.Checked == 0 || after >= stretch.Last;
                if (isEnd || found > count) Conclude(); // a new problem is reported before the end of the round
                if (isEnd) after = 0;

                await Task.Delay(Rest(time.GetElapsedTime(began), stretch.Last), time, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // An outage has its own health check; a failing check must not end the process that stores reports
                if (!PostgresOutage.Caused(e))
                {
                    Failed(e);
                    problem = "the log cannot be checked: see the log of the service";
                }

                await Task.Delay(AfterFailure, time, stoppingToken);
            }
        }
    }

    /// <summary>
    /// Returns a pause that spreads a round over its time. It has an upper bound, and is at least four times as long as the work.
    /// </summary>
    private static TimeSpan Rest(TimeSpan worked, long last)
    {
        var even = (Round / Math.Max(1, Math.Ceiling((double)last / Stretch))) - worked;
        var rest = even < LongestRest ? even : LongestRest;
        return rest > worked * RestPerWork ? rest : worked * RestPerWork;
    }

    private void Conclude()
    {
        Volatile.Write(ref count, found);
        var others = found > 1 ? string.Create(CultureInfo.InvariantCulture, $" and {found - 1} more") : "";
        var now = first is null ? null
            : $"the log is not as it was written, at position {first.Position}{others}: eventctl verify --log-only shows the problems";
        if (now is not null && now != problem) Wrong(now);
        problem = now;
    }

    [LoggerMessage(LogLevel.Error, "The check of the log failed")]
    private partial void Failed(Exception error);

    [LoggerMessage(LogLevel.Error, "{Problem}")]
    private partial void Wrong(string problem);
}
