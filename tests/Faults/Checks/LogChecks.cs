namespace EventPlatform.Faults.Checks;

/// <summary>The log contains every acknowledged report once and nothing else, in order and without gaps in the positions.</summary>
internal static class LogChecks
{
    public static IEnumerable<Check> Of(StoredLog log, Ledger ledger)
    {
        var stored = log.Reports.Select(report => report.Report).ToHashSet();
        var lost = ledger.Reports.Where(report => report.Value && !stored.Contains(report.Key)).ToList();
        yield return new("acknowledged reports in the log", ledger.Acknowledged, ledger.Acknowledged - lost.Count,
            lost.Select(report => $"lost: {report.Key}"));

        var twice = log.Reports.GroupBy(report => report.Report).Where(same => same.Count() > 1).ToList();
        yield return new("reports stored twice", 0, twice.Count, twice.Select(same => $"{same.Key}"));

        var others = stored.Where(report => !ledger.Reports.ContainsKey(report)).ToList();
        yield return new("anything else in the log", 0, others.Count, others.Select(report => $"{report}"));

        // Each was posted with its number in the remark; later posts with the same identity have another remark
        var changed = log.Reports.Where(report => report.Report.Source != PoisonFeed.Source && report.Remark != report.Report.Id).ToList();
        yield return new(
            "reports with content other than the first", 0, changed.Count, changed.Select(report => $"{report.Report}: {report.Remark}"));

        var behind = log.Reports.GroupBy(report => (report.Report.Source, report.Stream)).SelectMany(Inversions).ToList();
        yield return new("reports out of order per source and company", 0, behind.Count, behind);

        var gaps = log.Reports.GroupBy(report => report.Stream)
            .Where(stream => !stream.Select(report => report.Version).SequenceEqual(Numbers(stream.Count()))).ToList();
        yield return new("streams whose versions have gaps", 0, gaps.Count, gaps.Select(stream => stream.Key));

        yield return new("positions, tombstones included", log.LastPosition, log.Reports.Count + log.Tombstones, []);

        var back = log.Reports.Zip(log.Reports.Skip(1)).Where(pair => pair.Second.Recorded < pair.First.Recorded).ToList();
        yield return new("recorded times out of order", 0, back.Count, back.Select(pair => $"{pair.Second.Position}"));
    }

    private static IEnumerable<string> Inversions(IEnumerable<StoredReport> inOrder) => inOrder.Zip(inOrder.Skip(1))
        .Where(pair => pair.Second.Sequence <= pair.First.Sequence)
        .Select(
            pair => $"{pair.Second.Report} in {pair.Second.Stream}: {pair.Second.Sequence} at {pair.Second.Position} after {pair.First.Sequence} at {pair.First.Position}");

    private static IEnumerable<long> Numbers(int count) => Enumerable.Range(1, count).Select(number => (long)number);
}
