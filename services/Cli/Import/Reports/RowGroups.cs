using EventPlatform.Cli.Import.Mapping;
using EventPlatform.Cli.Import.Rows;
using EventPlatform.Cli.Import.Values;

namespace EventPlatform.Cli.Import.Reports;

/// <summary>Puts rows together that make one report, wherever they stand in the file; for that it holds the file in memory.</summary>
internal static class RowGroups
{
    public static IEnumerable<Row> Of(IEnumerable<Row> rows, ImportMapping mapping)
    {
        if (mapping.GroupBy is not { } by) return rows;
        var alone = new List<Row>();
        var groups = new OrderedDictionary<string, List<Row>>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var scope = new Scope(row);
            if (row.Broken is not null || row.IsEmpty || mapping.Skip.Any(rule => rule.When.Holds(scope, "skip") == true)) alone.Add(row);
            else if (by.Evaluate(new Scope(row), "group-by") is not { } value || NoValue.AsName(value) is not null)
                alone.Add(row with { Broken = $"group-by: is blank{by.InColumns()}, or no value: nothing tells which rows it belongs with" });
            else if (groups.TryGetValue(value, out var members)) members.Add(row);
            else groups.Add(value, [row]);
        }

        return alone.Concat(groups.Values.Select(members => new RowGroup(members)));
    }
}
