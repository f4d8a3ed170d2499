using System.Globalization;

namespace EventPlatform.Operations;

/// <summary>The states that all services report, their backlogs, and the problems that follow from them.</summary>
/// <param name="Services">The services by name. A service that does not answer is away.</param>
/// <param name="Queues">Null if it is not known, like the next three parameters.</param>
/// <param name="NotKnown">The services that gave an unexpected answer, with the reason.</param>
public sealed record PlatformState(
    IReadOnlyDictionary<string, Readiness> Services, Queues? Queues, Progress? Progress, LetterGroups? Letters, ParkedList? Parked,
    IReadOnlyList<DiskSpace> Disks, IReadOnlyList<(string Service, string Why)> NotKnown)
{
    private const string EventStore = "EventStore";
    private const string Projections = "Projections";
    private const string Postgres = "postgres";
    private const int LongWait = 60;

    /// <summary>The checks of other services that fail because of the EventStore.</summary>
    private static readonly string[] FollowsFromEventStore = ["eventstore", "keys"];

    /// <summary>The checks of Query that fail because of stalled read tables.</summary>
    private static readonly string[] FollowsFromProjections = ["freshness"];

    /// <summary>The causes, each once and without its consequences, the worst first.</summary>
    public IReadOnlyList<PlatformProblem> Problems =>
        [.. Find().OrderBy(problem => problem.Severity)];

    private IEnumerable<PlatformProblem> Find() =>
        [.. OfServices(), .. OfQueues(), .. OfReadTables(), .. OfDisks(), .. OfFailures(), .. OfNotKnown()];

    private bool IsWell(string service) => Services[service].Status == Readiness.Healthy;

    private IEnumerable<PlatformProblem> OfServices()
    {
        foreach (var (service, readiness) in Services)
        {
            if (readiness.Status == Readiness.Away)
            {
                yield return new(Severity.Away, $"{service} is away: {readiness.NotHealthy.First().Check.Why}", Advice.Away);
                continue;
            }

            var isPostgresAway = readiness.NotHealthy.Any(one => one.Name == Postgres);
            foreach (var (name, check) in readiness.NotHealthy)
            {
                if (service != EventStore && !IsWell(EventStore) && check.Status == Readiness.Degraded
                    && FollowsFromEventStore.Contains(name))
                    continue;
                if (service != Projections && !IsWell(Projections) && FollowsFromProjections.Contains(name)) continue;
                // The advice for such a check is for another cause
                if (name != Postgres && isPostgresAway && check.Why!.Contains("Postgres", StringComparison.Ordinal)) continue;
                var severity = check.Status == Readiness.Degraded ? Severity.Degraded : Severity.Unhealthy;
                yield return new(
                    severity, $"{service} is {check.Status.ToLowerInvariant()}: {name}: {check.Why}", Advice.Of(name, check.Why!));
            }
        }
    }

    /// <summary>Nothing if the EventStore already reports why it stores nothing.</summary>
    private IEnumerable<PlatformProblem> OfQueues()
    {
        if (Services[EventStore].Status is Readiness.Unhealthy or Readiness.Away) yield break;
        var unconsumed = (Queues?.Items ?? []).Where(queue => queue.Consumers == 0).ToList();
        if (unconsumed.Count > 0)
            yield return new(
                Severity.Wrong, $"Nothing consumes {Named(unconsumed)}, in which {Chunks(unconsumed.Sum(queue => queue.Ready))}.",
                Advice.QueueOld);
        var old = (Queues?.Items ?? []).Where(queue => queue.Consumers > 0 && queue.OldestSeconds > LongWait).ToList();
        if (old.Count > 0)
            yield return new(
                Severity.Wrong, $"Chunks of {Named(old)} have waited for up to {Lasting.Of(old.Max(queue => queue.OldestSeconds))}.",
                Advice.QueueOld);
    }

    private IEnumerable<PlatformProblem> OfReadTables()
    {
        if (Progress is not { LagSeconds: > LongWait } behind || !IsWell(Projections)) yield break;
        yield return new(
            Severity.Wrong,
            Invariant($"The read tables are {Lasting.Of(behind.LagSeconds)} and {behind.Lag:#,0} positions behind the log."),
            Advice.Behind);
    }

    private IEnumerable<PlatformProblem> OfDisks() => Disks.Where(disk => disk.IsNearlyFull).Select(disk => new PlatformProblem(
        Severity.Wrong, Invariant($"Only {disk.FreeBytes / 1e6:#,0} MB are free on the disk of {disk.Folder}."), Advice.FullDisk));

    private IEnumerable<PlatformProblem> OfFailures()
    {
        foreach (var group in Letters?.Items ?? [])
        {
            yield return new(
                Severity.Wrong,
                Invariant(
                    $"Dead letters of the feed {group.Feed ?? "(none)"}: {group.Count:#,0}, {group.LastHour:#,0} in the last hour: {group.Cause}"),
                Advice.Letters);
        }

        if (Parked is { Items: [var first, ..] and var parked })
            yield return new(
                Severity.Wrong,
                Invariant($"Parked groups of records: {parked.Count:#,0}. The first, at position {first.Position}: {first.Error}"),
                Advice.Parked);
    }

    /// <summary>Nothing if the service already reports what it lacks.</summary>
    private IEnumerable<PlatformProblem> OfNotKnown() =>
        NotKnown.Where(one => IsWell(one.Service)).DistinctBy(one => one.Service, StringComparer.Ordinal)
            .Select(one => new PlatformProblem(Severity.Wrong, $"{one.Service} cannot answer: {one.Why}", Advice.NotReady));

    private static string Named(List<WaitingQueue> queues) => queues.Count == 1
        ? $"the queue {queues[0].Queue}"
        : Invariant($"{queues.Count} queues ({queues[0].Queue} and others)");

    private static string Chunks(long count) => Invariant($"{count:#,0} {(count == 1 ? "chunk waits" : "chunks wait")}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
