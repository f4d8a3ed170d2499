using EventPlatform.Dashboard.Ops.Access;
using EventPlatform.Dashboard.Ops.Failures;
using EventPlatform.Dashboard.Ops.Generations;
using EventPlatform.Dashboard.Upstream;

namespace EventPlatform.Dashboard.Ops.Overview;

/// <summary>What all services say of themselves and of what waits in them; the same that <c>eventctl status</c> shows.</summary>
public sealed record PlatformState(
    IReadOnlyDictionary<Service, ServiceReadiness> Services, Asked<Queues> Queues, Asked<Progress> Progress,
    Asked<GenerationList> Generations, Asked<LetterCount> Letters, Asked<ParkedList> Parked, Asked<Tallies> Tallies, Asked<Sizes> Sizes,
    Asked<MaintenanceState> Maintenance, Disk? Disk)
{
    private const string Postgres = "postgres";
    private const int LongWait = 60;

    /// <summary>The worst first.</summary>
    public IReadOnlyList<PlatformProblem> Problems => [.. Find().OrderBy(problem => problem.Severity)];

    private IEnumerable<PlatformProblem> Find() => [.. OfServices(), .. OfWaiting(), .. OfFailures(), .. NotKnown()];

    /// <summary>
    /// What is wrong with the EventStore is said once, and not by each service that asks it. If Postgres does not answer, checks that ask
    /// Postgres are left out: what they advise is for another cause.
    /// </summary>
    private IEnumerable<PlatformProblem> OfServices()
    {
        var isEventStoreUnwell = Services[Service.EventStore].Status != ServiceReadiness.Healthy;
        foreach (var (service, readiness) in Services)
        {
            if (readiness.Status == ServiceReadiness.Away)
                yield return new(Severity.Away, $"{service} is away: {readiness.Checks.Values.First().Why}", Advice.Away);
            else
            {
                var isPostgresAway = readiness.Checks.TryGetValue(Postgres, out var database) && database.Why is not null;
                foreach (var (name, check) in readiness.Checks.Where(check => check.Value.Why is not null))
                {
                    if (name == "eventstore" && isEventStoreUnwell) continue;
                    if (name != Postgres && isPostgresAway && check.Why!.Contains("Postgres", StringComparison.Ordinal)) continue;
                    var severity = check.Status == ServiceReadiness.Degraded ? Severity.Degraded : Severity.Unhealthy;
                    yield return new(severity, $"{service} is {check.Status.ToLowerInvariant()}: {name}: {check.Why}", Advice.Of(name));
                }
            }
        }
    }

    private IEnumerable<PlatformProblem> OfWaiting()
    {
        foreach (var queue in Queues.Answer?.Items ?? [])
        {
            if (queue.Consumers == 0)
                yield return new(
                    Severity.Wrong, $"Nothing consumes the queue {queue.Queue}, in which {queue.Ready} chunks wait.", Advice.QueueOld);
            else if (queue.OldestSeconds > LongWait)
                yield return new(
                    Severity.Wrong, $"A chunk of the queue {queue.Queue} has waited for {Lasting.Of(queue.OldestSeconds)}.", Advice.QueueOld);
        }

        if (Progress.Answer is { LagSeconds: > LongWait } behind)
            yield return new(Severity.Wrong, $"The read tables are {Lasting.Of(behind.LagSeconds)} behind the log.", Advice.Behind);
        if (Disk is { IsNearlyFull: true } disk)
            yield return new(Severity.Wrong, $"Only {Display.Numbers.Bytes(disk.FreeBytes)} are free on the disk.", Advice.FullDisk);
    }

    private IEnumerable<PlatformProblem> OfFailures()
    {
        if (Letters.Answer is { Count: > 0 } letters)
            yield return new(Severity.Wrong, $"{Display.Numbers.Count(letters.Count, "dead letter")} wait for somebody.", Advice.Letters);
        if (Parked.Answer is { Items.Count: > 0 } parked)
            yield return new(
                Severity.Wrong, $"{Display.Numbers.Count(parked.Items.Count, "group")} of records stand still: {parked.Items[0].Error}", Advice.Parked);
    }

    private IEnumerable<PlatformProblem> NotKnown() =>
        from one in (IEnumerable<(Service Service, string? Why)>)
            [(Service.EventStore, Queues.Unknown ?? Letters.Unknown ?? Sizes.Unknown),
             (Service.Projections, Progress.Unknown ?? Parked.Unknown)]
        where one.Why is not null && Services[one.Service].Status != ServiceReadiness.Away
        select new PlatformProblem(Severity.Wrong, $"{one.Service} cannot answer: {one.Why}", Advice.NotReady);
}

/// <summary>The worst first.</summary>
public enum Severity { Away, Unhealthy, Wrong, Degraded }

public sealed record PlatformProblem(Severity Severity, string Text, Advice Do);
