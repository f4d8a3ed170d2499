using System.Text.Json.Nodes;
using EventPlatform.Cli.Import.Mapping;
using EventPlatform.Cli.Import.Values;

namespace EventPlatform.Cli.Import.Reports;

/// <summary>A report of a row before its record key is compared with those of other rows.</summary>
/// <param name="Key">Null where the row has none.</param>
/// <param name="IsAttributed">False where the key is missing, has gaps, or could not be read as the mapping says.</param>
internal sealed record ReportDraft(string Type, string? Key, bool IsAttributed, bool IsRefused, JsonObject Data)
{
    /// <summary>Null where the report does not apply to the row. Where that cannot be told it is a refused draft.</summary>
    public static ReportDraft? Of(ReportRule rule, Expression? common, Scope scope)
    {
        var before = scope.Refusals.Count;
        if (rule.When?.Holds(scope, "when") == false) return null;
        var isUndecided = scope.Refusals.Count > before;
        var (key, isAttributed) = ReadKey((rule.Record ?? common)!, scope);
        var data = isUndecided ? null : rule.Data.Fill(scope, "/data")?.AsObject();
        return new ReportDraft(rule.Type, key, isAttributed, scope.Refusals.Count > before, data ?? []);
    }

    private static (string? Key, bool IsAttributed) ReadKey(Expression record, Scope scope)
    {
        var before = scope.Refusals.Count;
        (scope.HasGaps, scope.IsInKey) = (false, true);
        var key = record.Evaluate(scope, "record");
        scope.IsInKey = false;
        if (key is null && scope.Refusals.Count == before) scope.Refuse("record", $"is blank{record.InColumns()}: nothing tells this row from others");
        else if (key is not null && (NoValue.AsName(key) ?? RecordKeys.Problem(key)) is { } problem) scope.Refuse("record", $"'{key}'{record.InColumns()} {problem}");
        return (key, key is not null && !scope.HasGaps && scope.Refusals.Count == before);
    }
}
