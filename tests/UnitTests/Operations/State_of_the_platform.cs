using EventPlatform.Operations;

namespace EventPlatform.UnitTests.Operations;

/// <summary>Each cause is reported once, without the problems that follow from it.</summary>
public sealed class State_of_the_platform
{
    private static readonly PlatformState Well = new(
        new[] { "Ingestion", "EventStore", "Projections", "Query" }.ToDictionary(service => service, _ => Ready(Readiness.Healthy)),
        new([]), new Progress(1, 10, 10, 0, 0), new([]), new([]), [], []);

    [Fact]
    public void Nothing_is_wrong_where_all_is_well() => Well.Problems.ShouldBeEmpty();

    [Fact]
    public void The_worst_comes_first() =>
        Texts(
            With(("Query", Ready(Readiness.Degraded, "freshness", "7 s behind")), ("Ingestion", Readiness.OfAway("nothing listens there"))))
            .ShouldBe(["Ingestion is away: nothing listens there", "Query is degraded: freshness: 7 s behind"]);

    [Fact]
    public void What_ails_the_EventStore_is_said_once()
    {
        var state = With(
            ("EventStore", Ready(Readiness.Unhealthy, "append", "appends are held")),
            ("Query", Ready(Readiness.Degraded, "eventstore", "append")),
            ("Ingestion", Ready(Readiness.Degraded, "keys", "only from a snapshot"))) with
        {
            Queues = new([Queue(1, consumers: 1, oldest: 300)]), NotKnown = [("EventStore", "it took too long")],
        };

        Texts(state).ShouldBe(["EventStore is unhealthy: append: appends are held"]);
    }

    [Fact]
    public void Read_tables_that_stand_still_are_said_once() =>
        Texts(With(
            ("Projections", Ready(Readiness.Unhealthy, "progress", "the read tables are at position 7")),
            ("Query", Ready(Readiness.Degraded, "freshness", "70 s behind"))) with { Progress = new(1, 7, 10, 3, 70) })
            .ShouldBe(["Projections is unhealthy: progress: the read tables are at position 7"]);

    [Fact]
    public void Queues_are_said_together()
    {
        Texts(Well with
        {
            Queues = new([Queue(1, consumers: 1, oldest: 61), Queue(2, consumers: 1, oldest: 180), Queue(3, consumers: 1, oldest: 1)])
        })
            .ShouldBe(["Chunks of 2 queues (reports.1 and others) have waited for up to 3 min."]);
        Texts(Well with { Queues = new([Queue(1, consumers: 0, oldest: 61)]) })
            .ShouldBe(["Nothing consumes the queue reports.1, in which 1 chunk waits."]);
    }

    [Fact]
    public void Failures_that_wait_are_problems_by_cause()
    {
        var letters = new LetterGroup("bad-data", "FundingRaised", "press", "refused for …", 2, default, default, 1, default);

        var problem = (Well with { Letters = new([letters]) }).Problems.ShouldHaveSingleItem();

        problem.Text.ShouldBe("Dead letters of the feed press: 2, 1 in the last hour: refused for …");
        problem.Do.Page.ShouldBe("/ops/failures");
    }

    [Theory]
    [InlineData("append", "appends are held: Postgres refuses: could not extend file: No space left on device (53100)", "a-full-disk")]
    [InlineData("append", "appends are held: Postgres cannot be reached: Connection refused", "notready")]
    [InlineData("append", "an append has not ended for 5 s", "queueold")]
    [InlineData("unheard-of", "it is so", "notready")]
    public void Advice_follows_from_what_a_check_says(string check, string why, string part) =>
        Advice.Of(check, why).Link.ShouldBe($"docs/operations.md#{part}");

    [Fact]
    public void A_disk_that_is_nearly_full_is_a_problem() =>
        Texts(Well with { Disks = [new("/data/postgres", 150_000_000, 1), new("/data", 5_000_000_000, 1)] })
            .ShouldBe(["Only 150 MB are free on the disk of /data/postgres."]);

    [Fact]
    public void What_cannot_be_known_is_a_problem() =>
        Texts(Well with { Queues = null, NotKnown = [("EventStore", "The database does not answer."), ("EventStore", "again")] })
            .ShouldBe(["EventStore cannot answer: The database does not answer."]);

    private static IEnumerable<string> Texts(PlatformState state) => state.Problems.Select(problem => problem.Text);

    private static WaitingQueue Queue(int partition, long consumers, double oldest) =>
        new(partition, $"reports.{partition}", Ready: 1, Taken: 0, consumers, oldest);

    private static PlatformState With(params (string Service, Readiness Readiness)[] others) => Well with
    {
        Services = Well.Services.ToDictionary(
            same => same.Key, same => others.FirstOrDefault(other => other.Service == same.Key).Readiness ?? same.Value),
    };

    private static Readiness Ready(string status, string check = "postgres", string? why = null) =>
        new(status, new Dictionary<string, ReadinessCheck>(StringComparer.Ordinal) { [check] = new(status, why, 0.1) });
}
