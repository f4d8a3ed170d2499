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

    /// <summary>The rows of a file, those that make one report together as one.</summary>
    public IEnumerable<Row> Rows(InputFile file) => RowGroups.Of(file.Rows.Read(), mapping);

    public MappedRow Map(Row row)
    {
        if (row.Broken is not null) return new MappedRow([], null, [row.Broken], IsAttributed: false);
        if (row.IsEmpty) return Skipped(EmptyRow);
        var scope = new Scope(row);
        foreach (var rule in mapping.Skip)
        {
            foreach (var member in row.Members.Count == 1 ? [scope] : scope.Members())
            {
                if (rule.When.Holds(member, "skip") == true) return Skipped(rule.Reason);
                if (member != scope) scope.TakeOver(member);
            }
        }

        // Whether to skip the row could not be told, so none of its reports is sent; their keys count as present
        var isRefused = scope.Refusals.Count > 0;
        var release = RowRelease.Read(mapping, scope);
        isRefused |= scope.Refusals.Count > 0;
        var drafts = mapping.Reports.Select(rule => ReportDraft.Of(rule, mapping.Record, scope)).OfType<ReportDraft>().ToList();
        if (scope.Skipped is { } why) return Skipped(why);
        if (drafts.Count == 0 && !isRefused) return Skipped(NoReport);
        var reports = drafts.Select(draft => Take(draft, release, scope)).OfType<RowReport>().ToList();
        IReadOnlyList<string> refusals = [.. scope.Refusals.Distinct(StringComparer.Ordinal)];
        return new MappedRow(isRefused ? [] : reports, null, refusals, refusals.Count == 0 || drafts.TrueForAll(draft => draft.IsAttributed));
    }

    private RowReport? Take(ReportDraft draft, Release? release, Scope scope)
    {
        if (draft.Key is not { } key) return null;
        // The reports of a record in several releases may stand in one file
        var within = release is null ? "" : $"@{release.Name}";
        if (earlier.Any(file => file.Contains(RecordKeys.Fit(key) + within)))
        {
            scope.Refuse("record", $"'{key}' came in an earlier file of this run; files that revise each other go in runs of their own, each with its --release");
            return null;
        }

        // Counted even where the report turns out bad: then the record is present, and the numbers of repeated keys stay when its row is mended
        var added = keys.Add(key, within);
        if (mapping.Repeated == RepeatedRecords.Refuse && added != RecordKeys.Fit(key))
        {
            scope.Refuse("record", $"'{key}' came before in this file");
            return null;
        }

        return draft.IsRefused ? null : new RowReport(draft.Type, added, draft.Data, release);
    }

    private static MappedRow Skipped(string reason) => new([], reason, []);
}
