namespace EventPlatform.Cli.Import.Running;

/// <summary>The counts of a run; they add up to the rows read.</summary>
internal static class Summary
{
    public static void Show(RunProgress progress, IReadOnlyList<string> sideFiles)
    {
        var counts = progress.Counts;
        Line(counts.Read, $"rows read in {progress.Elapsed.TotalSeconds:0.0} s ({progress.RowsPerSecond:N0}/s)");
        Line(counts.Accepted, $"accepted, as {counts.Reports:N0} reports");
        Line(counts.Refused, sideFiles.Count == 0 ? "refused" : $"refused: {string.Join(", ", sideFiles)}");
        foreach (var (reason, count) in counts.Skipped.OrderByDescending(entry => entry.Value)) Line(count, $"skipped: {reason}");
        var open = counts.Read - counts.Accepted - counts.Refused - counts.Skipped.Values.Sum();
        if (open > 0) Line(open, "read, but not answered by the platform");
    }

    private static void Line(long count, string what) => Console.WriteLine($"{count,12:N0} {what}");
}
