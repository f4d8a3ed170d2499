using System.Diagnostics;
using System.Globalization;
using EventPlatform.Servers;

namespace EventPlatform.Benchmarks;

/// <summary>
/// Measures the processor time of each process with its children, and of everything else on the machine to show how noisy it was.
/// </summary>
internal sealed class ProcessorTime
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux that .NET runs on

    private readonly IReadOnlyList<IRestartable> processes;
    private readonly Dictionary<string, double> before;
    private readonly double busyBefore = BusySeconds();
    private readonly Stopwatch clock = Stopwatch.StartNew();

    private ProcessorTime(IReadOnlyList<IRestartable> processes)
    {
        this.processes = processes;
        before = Seconds();
    }

    public static ProcessorTime Start(IReadOnlyList<IRestartable> processes) => new(processes);

    /// <summary>The processors used by each process that used at least 0.05; 1 is one processor all the time.</summary>
    public string Used()
    {
        var (used, others, elapsed) = Since();
        return string.Join(' ', used.Append(new("others", others)).Select(process => (process.Key, Share: process.Value / elapsed))
            .Where(process => process.Share >= 0.05).Select(process => $"{process.Key} {process.Share:0.00}"));
    }

    /// <summary>The microseconds that each process used per item, and the processors that everything else on the machine used.</summary>
    public string UsedFor(double count)
    {
        var (used, others, elapsed) = Since();
        return string.Join(
            ' ', used.Select(process => (process.Key, Each: process.Value / count * 1e6)).Where(process => process.Each >= 0.5)
            .Select(process => $"{process.Key} {process.Each:0}").Append($"(others {others / elapsed:0.0} processors)"));
    }

    private (Dictionary<string, double> Used, double Others, double Elapsed) Since()
    {
        var elapsed = clock.Elapsed.TotalSeconds;
        var used = Seconds().ToDictionary(now => now.Key, now => now.Value - before.GetValueOrDefault(now.Key), StringComparer.Ordinal);
        return (used, Math.Max(0, BusySeconds() - busyBefore - used.Values.Sum()), elapsed);
    }

    private Dictionary<string, double> Seconds()
    {
        var seconds = processes.ToDictionary(process => process.Name, _ => 0.0, StringComparer.Ordinal);
        seconds["measuring"] = 0;
        var owners = processes.ToDictionary(process => process.Id, process => process.Name);
        owners[Environment.ProcessId] = "measuring";
        foreach (var directory in Directory.EnumerateDirectories("/proc")
            .Where(directory => char.IsAsciiDigit(Path.GetFileName(directory)[0])))
        {
            if (Stat(directory) is not var (id, parent, ticks)) continue;
            if (owners.GetValueOrDefault(id) is { } name || (owners.TryGetValue(parent, out name) && name != "measuring"))
                seconds[name] += ticks / TicksPerSecond;
        }

        return seconds;
    }

    /// <summary>The processor time of a running process, including its ended children.</summary>
    private static (int Id, int Parent, double Ticks)? Stat(string directory)
    {
        try
        {
            var text = File.ReadAllText($"{directory}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = fields[11..15].Sum(field => double.Parse(field, CultureInfo.InvariantCulture));
            return (int.Parse(Path.GetFileName(directory), CultureInfo.InvariantCulture),
                int.Parse(fields[1], CultureInfo.InvariantCulture), ticks);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static double BusySeconds()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..].Select(double.Parse)
            .ToArray();
        return (fields[0] + fields[1] + fields[2] + fields[5] + fields[6]) / TicksPerSecond; // user, nice, system, interrupts
    }
}
