using EventPlatform.Cli.Import.Mapping;
using EventPlatform.Cli.Import.Rows;
using EventPlatform.Cli.Import.Values;

namespace EventPlatform.Cli.Import.Reports;

/// <summary>Turns the rows of one file into reports.</summary>
/// <param name="earlier">Keys of the files before it in the same run, where they would clash.</param>
internal sealed class RowMapper(ImportMapping mapping, RecordKeys keys, IReadOnlyList<RecordKeys> earlier)
{
    public const string EmptyRow = "the row is empty";
    private const string NoReport = "no report of the mapping applies";

    public RecordKeys Keys => keys;

    public MappedRow Map(Row row)
    {
        if (row.Broken is not null) return Refused(row.Broken);
        if (row.IsEmpty) return Skipped(EmptyRow);
        var scope = new Scope(row);
        foreach (var rule in mapping.Skip)
        {
            if (rule.When.Holds(scope, "skip")) return Skipped(rule.Reason);
        }

        if (scope.Refusals.Count > 0) return new MappedRow([], null, scope.Refusals);
        var reports = mapping.Reports.Select(rule => Report(rule, scope)).OfType<RowReport>().ToList();
        if (scope.Skipped is { } why) return Skipped(why);
        return reports.Count > 0 || scope.Refusals.Count > 0 ? new MappedRow(reports, null, [.. scope.Refusals.Distinct(StringComparer.Ordinal)]) : Skipped(NoReport);
    }

    private RowReport? Report(ReportRule rule, Scope scope)
    {
        var before = scope.Refusals.Count;
        if (rule.When?.Holds(scope, "when") == false) return null;
        var key = (rule.Record ?? mapping.Record)!.Evaluate(scope, "record");
        var data = rule.Data.Fill(scope, "/data");
        if (scope.Skipped is not null) return null;
        if (key is null) scope.Refuse("record", "is blank: nothing tells this row from others");
        if (key is null || !IsNew(key, scope)) return null;
        // Counted even where the report turns out bad: then the numbers of repeated keys stay when its row is mended
        var added = keys.Add(key);
        return scope.Refusals.Count == before ? new RowReport(rule.Type, added, data?.AsObject() ?? []) : null;
    }

    private bool IsNew(string key, Scope scope)
    {
        if (earlier.All(file => !file.Contains(RecordKeys.Fit(key)))) return true;
        scope.Refuse("record", $"'{key}' came in an earlier file of this run; files that revise each other go in runs of their own, each with its --release");
        return false;
    }

    private static MappedRow Skipped(string reason) => new([], reason, []);

    private static MappedRow Refused(string reason) => new([], null, [reason]);
}
