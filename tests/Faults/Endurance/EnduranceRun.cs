using EventPlatform.Faults.Checks;
using EventPlatform.Servers;

namespace EventPlatform.Faults.Endurance;

/// <summary>A run without kills, which checks the memory of Ingestion.</summary>
internal static class EnduranceRun
{
    private const long MaxMegabytes = 250;
    private const double Megabyte = 1024 * 1024;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (Options(arguments[1..]) is not { } options)
        {
            Console.Error.WriteLine(FaultOptions.Usage);
            return 2;
        }

        await using var installation = await Installation.StartAsync();
        await installation.Projections.KillAsync(); // not needed, and nearly half of the work
        var checks = arguments[0] == UploadRun.Argument
            ? await new UploadRun(installation).RunAsync(options.GetValueOrDefault("--megabytes", 1024))
            : await new MutationRun(installation)
                .RunAsync(options.GetValueOrDefault("--events", 100_000), (uint)options.GetValueOrDefault("--seed", 1));
        checks.Add(Memory(installation.Ingestion));
        foreach (var check in checks)
            Console.WriteLine($"{check.What}: {check.Found}{(check.Holds ? "" : $"  WRONG, expected {check.Expected}")}");
        if (checks.All(check => check.Holds)) return 0;
        Console.WriteLine(installation.Ingestion.Log);
        return 1;
    }

    private static Check Memory(ServiceProcess ingestion)
    {
        var peak = ingestion.PeakMemory / Megabyte;
        return new("peak memory of Ingestion", peak < MaxMegabytes ? $"{peak:0} MB" : $"less than {MaxMegabytes} MB", $"{peak:0} MB");
    }

    private static Dictionary<string, int>? Options(string[] arguments)
    {
        var options = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var pair in arguments.Chunk(2))
        {
            if (pair is not ["--megabytes" or "--events" or "--seed", var value] || !int.TryParse(value, out var number) || number < 1)
                return null;
            options[pair[0]] = number;
        }

        return options;
    }
}
