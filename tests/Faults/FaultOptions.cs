namespace EventPlatform.Faults;

/// <param name="Reports">How many reports the clients post, all together.</param>
/// <param name="Seed">The same seed gives the same reports and the same order of kills.</param>
/// <param name="SecondsBetweenKills">On average; from half to one and a half times that.</param>
/// <param name="Kills">No more than so many.</param>
/// <param name="Outage">Instead of kills: the server that is away once, <c>postgres</c> or <c>rabbitmq</c>.</param>
/// <param name="Seconds">How long it is away.</param>
/// <param name="Rate">Reports a second before, during and after an outage.</param>
internal sealed record FaultOptions(
    int Reports = 200_000, int Seed = 1, double SecondsBetweenKills = 5, int Clients = 8, int Kills = int.MaxValue, string? Outage = null,
    int Seconds = 60, int Rate = 1_500)
{
    public const string Usage =
        """
        Usage: Faults [--reports 200000] [--seed 1] [--seconds-between-kills 5] [--clients 8] [--kills N]
               Faults --outage database|broker [--seconds 60] [--rate 1500] [--seed 1] [--clients 8]
        Posts reports while it kills services and servers, N times at most, or while one server is away for long, then checks that nothing is lost,
        stored twice or out of order.
               Faults upload [--megabytes 1024]
        Uploads NDJSON in one request: all of it is answered and stored, and Ingestion's memory stays below 250 MB.
               Faults mutate [--events 100000] [--seed 1]
        Posts valid events with bytes or fields changed at random: none is answered with a server error or not at all, what is taken comes back equal,
        and Ingestion's memory stays below 250 MB.
        Ends with 0 where all holds, 1 where something does not.
        """;

    /// <summary>How long is posted before and after an outage.</summary>
    public TimeSpan Margin => TimeSpan.FromSeconds(Math.Clamp(Seconds / 4.0, 3, 15));

    public TimeSpan OutageRun => (2 * Margin) + TimeSpan.FromSeconds(Seconds);

    /// <summary>Null where the arguments are none of those in <see cref="Usage"/>.</summary>
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
