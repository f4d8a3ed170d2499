using EventPlatform.Servers;

namespace EventPlatform.Benchmarks;

/// <summary>Prints each figure as soon as it is measured, with its share of a limit measured earlier in the same run.</summary>
internal sealed class ResultTable(TextWriter output, IReadOnlyList<IRestartable> processes)
{
    private readonly Dictionary<string, double> figures = new(StringComparer.Ordinal);
    private readonly ProcessorTime whole = ProcessorTime.Start(processes);

    public void Begin() => output.WriteLine($"{"what",-46}{"figure",14}  share of a limit; processor time each, µs");

    /// <param name="count">The number of items during the measurement of the processors.</param>
    /// <param name="limits">Names of earlier figures to compare with.</param>
    public void Rate(string what, double perSecond, double count, ProcessorTime? processors, params string[] limits)
    {
        figures[what] = perSecond;
        var shares = limits.Where(figures.ContainsKey).Select(limit => $"{perSecond / figures[limit]:0.00} of {limit}");
        Line(what, $"{perSecond:0} /s", [.. shares, .. new[] { processors?.UsedFor(count) }.OfType<string>()]);
    }

    public void Line(string what, string figure, params IEnumerable<string> more) =>
        output.WriteLine($"{what,-46}{figure,14}  {string.Join("; ", more)}");

    public void End() => output.WriteLine($"\nProcessors in use through the whole run: {whole.Used()}");
}
