namespace EventPlatform.Cli.Import.Running;

/// <summary>The counts of a run; they add up to the rows read. Below them, why rows were refused.</summary>
internal static class Summary
{
    public static void Show(TextWriter to, RunProgress progress, IReadOnlyList<string> sideFiles)
    {
        var counts = progress.Counts;
        Line(to, counts.Read, $"{Plural.Noun(counts.Read, "row")} read in {progress.Elapsed.TotalSeconds:0.0} s ({progress.RowsPerSecond:N0}/s)");
        Line(to, counts.Accepted, $"accepted, as {Plural.Of(counts.Reports, "report")}");
        Line(to, counts.Refused, $"refused{(sideFiles.Count == 0 ? "" : $": {string.Join(", ", sideFiles)}")}");
        foreach (var (reason, count) in counts.Skipped.OrderByDescending(entry => entry.Value)) Line(to, count, $"skipped: {reason}");
        var open = counts.Read - counts.Accepted - counts.Refused - counts.Skipped.Values.Sum();
        if (open > 0) Line(to, open, "read, but not answered by the platform");
        foreach (var why in counts.Refusals.Describe()) to.WriteLine(why);
        if (counts.PartlyRefused > 0)
            to.WriteLine($"Of {Plural.Of(counts.PartlyRefused, "refused row")} some reports were refused and the others taken.");
    }

    private static void Line(TextWriter to, long count, string what) => to.WriteLine($"{count,12:N0} {what}");
}
