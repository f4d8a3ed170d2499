namespace EventPlatform.Benchmarks;

/// <param name="Seconds">Duration of measurements without a natural end.</param>
/// <param name="Reports">Number of reports that each throughput measurement stores.</param>
/// <param name="CommitDelay">Milliseconds by which each commit is delayed.</param>
/// <param name="Only">The measurements to run; null for all.</param>
internal sealed record BenchmarkOptions(int Seconds = 5, int Reports = 60_000, int CommitDelay = 0, IReadOnlyList<string>? Only = null)
{
    public static readonly string Usage =
        $"""
        Usage: Benchmarks [--seconds 5] [--reports 60000] [--cloud-disk | --slow-disk] [{string.Join("] [", Measurements.All.Select(measurement => measurement.Name))}]
        Measures the platform and the limits of its components. Runs only the named measurements, with the limits that they are compared
        with, or else all. --cloud-disk delays each commit by 3 ms, and --slow-disk by 10 ms.
        """;

    /// <summary>With no siblings (other active transactions) required, every commit waits for the delay.</summary>
    public IReadOnlyList<string> PostgresSettings =>
        [.. Wants("statements")
            ? ["shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track_planning=on"]
            : Array.Empty<string>(),
            .. CommitDelay > 0 ? [$"commit_delay={CommitDelay * 1000}", "commit_siblings=0"] : Array.Empty<string>()];

    public bool Wants(string measurement) => Only is null || Only.Contains(measurement, StringComparer.Ordinal);

    /// <summary>Null if the arguments do not match <see cref="Usage"/>.</summary>
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
