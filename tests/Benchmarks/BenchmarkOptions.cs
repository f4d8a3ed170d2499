namespace EventPlatform.Benchmarks;

/// <param name="Seconds">How long what has no natural end is measured.</param>
/// <param name="Reports">How many reports each measurement of throughput stores.</param>
/// <param name="CommitDelay">Milliseconds that each commit takes longer.</param>
/// <param name="Only">What to measure; empty: everything.</param>
internal sealed record BenchmarkOptions(int Seconds = 5, int Reports = 60_000, int CommitDelay = 0, IReadOnlyList<string>? Only = null)
{
    public static readonly string Usage =
        $"""
        Usage: Benchmarks [--seconds 5] [--reports 60000] [--cloud-disk | --slow-disk] [{string.Join("] [", Measurements.All.Select(measurement => measurement.Name))}]
        Measures the write side beside the limits of what it stands on. Only what is named, with the limits that it is held against; else everything.
        Each commit takes 3 ms longer on a cloud disk, 10 ms on a slow one.
        """;

    /// <summary>Siblings are other transactions: with none asked for, every commit waits.</summary>
    public IReadOnlyList<string> PostgresSettings =>
        [.. Wants("statements")
            ? ["shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track_planning=on"]
            : Array.Empty<string>(),
            .. CommitDelay > 0 ? [$"commit_delay={CommitDelay * 1000}", "commit_siblings=0"] : Array.Empty<string>()];

    public bool Wants(string measurement) => Only is null || Only.Contains(measurement, StringComparer.Ordinal);

    /// <summary>Null where the arguments are none of those in <see cref="Usage"/>.</summary>
    public static BenchmarkOptions? Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchmarkOptions();
        for (var index = 0; index < arguments.Count; index++)
        {
            switch (arguments[index])
            {
                case "--seconds" when index + 1 < arguments.Count && int.TryParse(arguments[++index], out var seconds) && seconds > 0:
                    options = options with { Seconds = seconds };
                    break;
                case "--reports" when index + 1 < arguments.Count && int.TryParse(arguments[++index], out var reports) && reports > 0:
                    options = options with { Reports = reports };
                    break;
                case "--cloud-disk":
                    options = options with { CommitDelay = 3 };
                    break;
                case "--slow-disk":
                    options = options with { CommitDelay = 10 };
                    break;
                case var name when Measurements.All.Any(measurement => measurement.Name == name):
                    options = options with { Only = [.. options.Only ?? [], name] };
                    break;
                default: return null;
            }
        }

        return options;
    }
}
