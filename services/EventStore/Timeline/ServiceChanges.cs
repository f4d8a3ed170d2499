using System.Collections.Concurrent;
using EventPlatform.Hosting.Health;
using EventPlatform.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace EventPlatform.EventStore.Timeline;

/// <summary>
/// Records when a service starts, changes its readiness, or is silent for half a minute. Changes wait while Postgres is unavailable, so
/// that its outage is recorded afterwards.
/// </summary>
internal sealed class ServiceChanges(NpgsqlDataSource dataSource, OwnState own, TimeProvider time) : BackgroundService
{
    private const string Silent = "Silent";
    private const int MaxWaiting = 1_000;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);
    private static readonly string NoteSql = PostgresRows.ScriptBeside(typeof(ServiceChanges), "NoteChange");

    private sealed record Seen(ServiceState State, string Status, DateTimeOffset At);

    private readonly ConcurrentDictionary<Guid, Seen> services = new();
    private readonly ConcurrentQueue<Seen> waiting = new();

    public void See(ServiceState state)
    {
        var now = new Seen(state, $"{state.Status}", time.GetUtcNow());
        var changed = true;
        services.AddOrUpdate(state.Instance, now, (_, before) =>
        {
            changed = before.Status != now.Status;
            return now;
        });
        if (changed && waiting.Count < MaxWaiting) waiting.Enqueue(now);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            See(own.Now());
            FindSilent();
            try
            {
                await NoteAsync(stoppingToken);
            }
            catch (Exception e) when (PostgresOutage.Caused(e))
            {
                // Readiness reports the outage; the waiting changes are recorded afterwards
            }
        }
    }

    private void FindSilent()
    {
        foreach (var (instance, seen) in services)
        {
            var silence = time.GetUtcNow() - seen.At;
            if (seen.Status == Silent && silence > Forgotten) services.TryRemove(instance, out _);
            if (seen.Status == Silent || silence < Silence) continue;
            var silent = seen with { Status = Silent };
            if (services.TryUpdate(instance, silent, seen)) waiting.Enqueue(silent);
        }
    }

    /// <summary>
    /// Records the waiting changes. If a change is recorded twice because an answer was lost, the second time has no effect.
    /// </summary>
    private async Task NoteAsync(CancellationToken ct)
    {
        while (waiting.TryPeek(out var seen))
        {
            await using var note = dataSource.CreateCommand(NoteSql).With(seen.At, seen.State.Service, seen.State.Instance,
                seen.State.Version, seen.Status, seen.Status == nameof(HealthStatus.Healthy) ? null : seen.State.Why);
            await note.ExecuteNonQueryAsync(ct);
            waiting.TryDequeue(out _);
        }
    }
}
