using EventPlatform.Dashboard.Ops.Access;
using EventPlatform.Dashboard.Ops.Generations;
using EventPlatform.Dashboard.Upstream;
using EventPlatform.Operations;

namespace EventPlatform.Dashboard.Ops.Overview;

/// <summary>The answers of the services for the overview, and the problems that they show.</summary>
public sealed record OverviewAnswers(
    IReadOnlyDictionary<Service, Readiness> Services, Asked<Queues> Queues, Asked<Progress> Progress,
    Asked<GenerationList> Generations, Asked<LetterGroups> Letters, Asked<ParkedList> Parked, Asked<Tallies> Tallies, Asked<Sizes> Sizes,
    Asked<MaintenanceState> Maintenance, IReadOnlyList<DiskSpace> Disks)
{
    /// <summary>The problems, the worst first.</summary>
    public IReadOnlyList<PlatformProblem> Problems => new PlatformState(
        Services.ToDictionary(one => one.Key.ToString(), one => one.Value, StringComparer.Ordinal),
        Queues.Answer, Progress.Answer, Letters.Answer, Parked.Answer, Disks, [.. NotKnown()]).Problems;

    private IEnumerable<(string Service, string Why)> NotKnown() =>
        from one in (IEnumerable<(Service Service, string? Why)>)
            [(Service.EventStore, Queues.Unknown ?? Letters.Unknown ?? Sizes.Unknown),
                (Service.Projections, Progress.Unknown ?? Parked.Unknown)]
        where one.Why is not null
        select (one.Service.ToString(), one.Why);
}
