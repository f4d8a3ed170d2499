using System.Collections.Concurrent;
using EventPlatform.Contracts;
using EventPlatform.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Npgsql;

namespace EventPlatform.Projections.Generations;

/// <summary>
/// Runs every generation that is not discarded: waits for the log, creates the first generation, resumes what another process began, and
/// finishes builds: it creates the indexes when they have almost caught up, and promotes them if that was requested.
/// </summary>
internal sealed partial class GenerationHost(
    GenerationStore generations, NpgsqlDataSource dataSource, GenerationPools pools, Notifications notifications,
    IOptions<ProjectionLimits> limits, TimeProvider time, ILoggerFactory loggers, ILogger<GenerationHost> log)
    : BackgroundService, IHealthCheck
{
    private static readonly Actor Itself = new("projections");
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<int, Generation> running = new();
    private string? notReady = "the read tables are being created";
    private string? ofAnotherVersion;
    private string? unfinished;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult((notReady ?? ofAnotherVersion ?? unfinished) is { } problem
            ? HealthCheckResult.Unhealthy(problem)
            : HealthCheckResult.Healthy());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                SetProblem(await TryOnceAsync(stoppingToken));
                await Task.Delay(LookAgain, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(running.Values.Select(generation => generation.DisposeAsync().AsTask()));
        }
    }

    private async Task<string?> TryOnceAsync(CancellationToken ct)
    {
        try
        {
            if (running.IsEmpty)
            {
                if (!await generations.LogExistsAsync(ct)) return "the log does not exist yet: the EventStore creates it";
                await generations.CreateAsync(ct);
            }

            var wanted = await generations.ListAsync(ct);
            if (wanted.Count == 0) wanted = await generations.FirstAsync(ct);
            foreach (var gone in running.Keys.Except(wanted.Select(row => row.Number)).ToList()) await StopAsync(gone);
            var old = new List<GenerationRow>();
            foreach (var row in wanted)
            {
                if (!running.ContainsKey(row.Number) && await GenerationSchema.IsOfAnotherVersionAsync(dataSource, row.Number, ct))
                {
                    old.Add(row);
                    continue;
                }

                if (!running.ContainsKey(row.Number)) Start(row.Number);
                await running[row.Number].GoOnAsync(ct);
                await running[row.Number].IndexWhenCaughtUpAsync(ct);
                if (row.PromoteWhenReady && running[row.Number].IsIndexed && await generations.PromoteAsync(row.Number, Itself, ct) is null)
                    Promoted(row.Number);
            }

            ofAnotherVersion = old.Find(row => row.Served) is { Number: var served }
                ? await ReplaceAsync(served, wanted.Max(row => row.Number), ct)
                : null;
            unfinished = wanted.FirstOrDefault(row => row.Served) is { Number: var first }
                && running.TryGetValue(first, out var generation) && !generation.Follows
                    ? generation.Problem ?? $"generation {first} is being built"
                    : null;
            return null;
        }
        catch (Exception e) when (PostgresOutage.Caused(e))
        {
            return PostgresOutage.Describe(e);
        }
    }

    /// <summary>
    /// This version cannot continue with the served tables. It builds its own beside them, and promotes these when they are built.
    /// </summary>
    private async Task<string> ReplaceAsync(int served, int newest, CancellationToken ct)
    {
        if (await generations.BeginAsync(promoteWhenReady: true, Itself, "generation-begun", ct, insteadOf: served) is { } begun)
            newest = begun.Number;
        var problem = $"generation {served} was made by another version";
        if (newest > served && !running.ContainsKey(newest) && await GenerationSchema.IsOfAnotherVersionAsync(dataSource, newest, ct))
            return $"{problem}, and so was generation {newest}, which blocks a new build: " +
                $"DELETE /v1/generations/{newest} lets this version build its own";
        var progress = (await Progress.OfAsync(dataSource, newest, ct)).Progress;
        return $"{problem} and stays as it is until generation {newest} is built and promoted: " +
            $"at position {progress.Position} of {progress.Last}";
    }

    private void Start(int number)
    {
        running[number] = new Generation(
            number, dataSource, pools.Of(number), notifications.Of(ReportLog.AppendedChannel), limits.Value, time, loggers);
        Started(ReadModel.Schema(number));
    }

    private async Task StopAsync(int number)
    {
        if (running.TryRemove(number, out var generation)) await generation.DisposeAsync();
        await pools.CloseAsync(number);
        await generations.DropAsync(number, CancellationToken.None);
        Discarded(ReadModel.Schema(number));
    }

    private void SetProblem(string? problem)
    {
        if (problem is not null && problem != notReady) Waiting(problem);
        // A temporary outage of the database is reported by its own check
        if (running.IsEmpty || problem is null) notReady = problem;
    }

    [LoggerMessage(LogLevel.Warning, "Waiting: {Problem}")]
    private partial void Waiting(string problem);

    [LoggerMessage(LogLevel.Information, "Projecting the log into {Schema}")]
    private partial void Started(string schema);

    [LoggerMessage(LogLevel.Information, "Generation {Number} is served")]
    private partial void Promoted(int number);

    [LoggerMessage(LogLevel.Information, "{Schema} is dropped")]
    private partial void Discarded(string schema);
}
