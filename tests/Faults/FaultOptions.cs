namespace EventPlatform.Faults;

/// <param name="Reports">How many reports the clients post, all together.</param>
/// <param name="Seed">The same seed gives the same reports and the same order of kills.</param>
/// <param name="SecondsBetweenKills">On average; from half to one and a half times that.</param>
/// <param name="Kills">No more than so many.</param>
internal sealed record FaultOptions(int Reports = 200_000, int Seed = 1, double SecondsBetweenKills = 5, int Clients = 8, int Kills = int.MaxValue)
{
    public const string Usage =
        """
        Usage: Faults [--reports 200000] [--seed 1] [--seconds-between-kills 5] [--clients 8] [--kills N]
        Posts reports while it kills services and servers, N times at most, then checks that nothing is lost, stored twice or out of order.
        Ends with 0 where all holds, 1 where something does not.
        """;

    /// <summary>Null where the arguments are none of those in <see cref="Usage"/>.</summary>
    public static FaultOptions? Parse(IReadOnlyList<string> arguments)
    {
        var options = new FaultOptions();
        foreach (var pair in arguments.Chunk(2))
        {
            if (pair is not [var name, var value] || !double.TryParse(value, out var number) || number < 0) return null;
            options = name switch
            {
                "--reports" => options with { Reports = (int)number },
                "--seed" => options with { Seed = (int)number },
                "--seconds-between-kills" => options with { SecondsBetweenKills = number },
                "--clients" => options with { Clients = Math.Max(1, (int)number) },
                "--kills" => options with { Kills = (int)number },
                _ => null!,
            };
            if (options is null) return null;
        }

        return options;
    }
}
