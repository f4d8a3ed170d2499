namespace EventPlatform.Faults;

/// <param name="Reports">Total number of reports that the clients post.</param>
/// <param name="Seed">Determines the reports and the order of the kills.</param>
/// <param name="SecondsBetweenKills">Average pause between kills. Each is 0.5 to 1.5 times as long.</param>
/// <param name="Kills">Maximum number of kills.</param>
/// <param name="Outage">The server to stop once instead of kills, <c>postgres</c> or <c>rabbitmq</c>.</param>
/// <param name="Seconds">Duration of the outage.</param>
/// <param name="Rate">Reports per second before, during and after an outage.</param>
internal sealed record FaultOptions(
    int Reports = 200_000, int Seed = 1, double SecondsBetweenKills = 5, int Clients = 8, int Kills = int.MaxValue, string? Outage = null,
    int Seconds = 60, int Rate = 1_500)
{
    public const string Usage =
        """
        Usage: Faults [--reports 200000] [--seed 1] [--seconds-between-kills 5] [--clients 8] [--kills N]
               Faults --outage database|broker [--seconds 60] [--rate 1500] [--seed 1] [--clients 8]
        Posts reports while it kills services and servers, at most N times, or during a long outage of one server. Then checks that
        nothing is lost, stored twice or out of order.
               Faults upload [--megabytes 1024]
        Uploads NDJSON in one request. Checks that all of it is answered and stored, and that Ingestion's memory stays below 250 MB.
               Faults mutate [--events 100000] [--seed 1]
        Posts valid events with random changes to bytes or fields. Checks that each is answered without a server error, that accepted events
        are returned unchanged, and that Ingestion's memory stays below 250 MB.
        Exit code 0 if all checks hold, otherwise 1.
        """;

    /// <summary>How long the clients post before and after an outage.</summary>
    public TimeSpan Margin => TimeSpan.FromSeconds(Math.Clamp(Seconds / 4.0, 3, 15));

    public TimeSpan OutageRun => (2 * Margin) + TimeSpan.FromSeconds(Seconds);

    /// <summary>Null if the arguments do not match <see cref="Usage"/>.</summary>
    public static FaultOptions? Parse(IReadOnlyList<string> arguments)
    {
        var options = new FaultOptions();
        foreach (var pair in arguments.Chunk(2))
        {
            if (pair is not [var name, var value] || options.With(name, value) is not { } more) return null;
            options = more;
        }

        return options.Outage is null ? options : options with { Reports = (int)(options.Rate * options.OutageRun.TotalSeconds) };
    }

    private FaultOptions? With(string name, string value) => (name, value, double.TryParse(value, out var number) && number >= 0) switch
    {
        ("--outage", "database", _) => this with { Outage = "postgres" },
        ("--outage", "broker", _) => this with { Outage = "rabbitmq" },
        ("--seconds", _, true) => this with { Seconds = (int)number },
        ("--rate", _, true) => this with { Rate = (int)number },
        ("--reports", _, true) => this with { Reports = (int)number },
        ("--seed", _, true) => this with { Seed = (int)number },
        ("--seconds-between-kills", _, true) => this with { SecondsBetweenKills = number },
        ("--clients", _, true) => this with { Clients = Math.Max(1, (int)number) },
        ("--kills", _, true) => this with { Kills = (int)number },
        _ => null,
    };
}
