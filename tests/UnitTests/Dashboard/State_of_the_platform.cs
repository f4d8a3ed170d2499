using EventPlatform.Dashboard.Ops.Access;
using EventPlatform.Dashboard.Ops.Failures;
using EventPlatform.Dashboard.Ops.Generations;
using EventPlatform.Dashboard.Ops.Overview;
using EventPlatform.Dashboard.Upstream;

namespace EventPlatform.UnitTests.Dashboard;

public sealed class State_of_the_platform
{
    private static readonly PlatformState Well = new(
        Enum.GetValues<Service>().ToDictionary(service => service, _ => Ready(ServiceReadiness.Healthy)), new(new Queues([])),
        new(new Progress(1, 10, 10, 0, 0)), new(new GenerationList([])), new(new LetterCount(0)), new(new ParkedList([])), new(new Tallies([])),
        new(new Sizes(0, 0, new Dictionary<string, long>(), 0, 0, 0, null)), new(new MaintenanceState(null)), Disk: null);

    [Fact]
    public void Nothing_is_wrong_where_all_is_well() => Well.Problems.ShouldBeEmpty();

    [Fact]
    public void The_worst_comes_first() =>
        With(Service.Query, Ready(ServiceReadiness.Degraded, "freshness", "7 s behind"), Service.Ingestion, Ready(ServiceReadiness.Away, "answer", "refused"))
            .Problems.Select(problem => problem.Text).ShouldBe(["Ingestion is away: refused", "Query is degraded: freshness: 7 s behind"]);

    [Fact]
    public void What_ails_the_EventStore_is_said_once() =>
        With(Service.EventStore, Ready("Unhealthy", "append", "appends are held"), Service.Query, Ready(ServiceReadiness.Degraded, "eventstore", "append"))
            .Problems.ShouldHaveSingleItem().Text.ShouldBe("EventStore is unhealthy: append: appends are held");

    [Fact]
    public void Failures_that_wait_are_problems() =>
        (Well with { Letters = new(new LetterCount(2)) }).Problems.ShouldHaveSingleItem().Do.Page.ShouldBe("/ops/failures");

    [Fact]
    public void What_cannot_be_known_is_a_problem() =>
        (Well with { Queues = new(null, "The database does not answer.") }).Problems.ShouldHaveSingleItem()
            .Text.ShouldBe("EventStore cannot answer: The database does not answer.");

    private static PlatformState With(Service one, ServiceReadiness its, Service other, ServiceReadiness others) => Well with
    {
        Services = Well.Services.ToDictionary(same => same.Key, same => same.Key == one ? its : same.Key == other ? others : same.Value),
    };

    private static ServiceReadiness Ready(string status, string check = "postgres", string? why = null) =>
        new(status, new Dictionary<string, ReadinessCheck>(StringComparer.Ordinal) { [check] = new(status, why, 0.1) });
}
