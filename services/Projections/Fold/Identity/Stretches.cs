using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Identity;

/// <summary>
/// Cuts a page before each report that may change what keys or sources that are known already mean: what such a report touches is loaded
/// when it is known what was before it.
/// </summary>
internal static class Stretches
{
    public static IEnumerable<IReadOnlyList<(long Position, IReport Report)>> Of(IReadOnlyList<(long Position, IReport Report)> page, PageContext context)
    {
        var keysOf = context.Identifiers.GroupBy(known => known.Identifier, known => known.Key, StringComparer.Ordinal)
            .ToDictionary(known => known.Key, known => known.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var start = 0;
        for (var index = 0; index < page.Count; index++)
        {
            var data = page[index].Report.Data;
            if (index > start && MayMove(data, keysOf))
            {
                yield return [.. page.Take(index).Skip(start)];
                start = index;
            }

            foreach (var (identifier, key) in Identifiers.In(data))
            {
                if (!keysOf.TryGetValue(identifier, out var keys)) keysOf[identifier] = keys = new(StringComparer.Ordinal);
                keys.Add(key);
            }
        }

        if (start < page.Count) yield return [.. page.Skip(start)];
    }

    /// <summary>What the first report of a stretch does to identity.</summary>
    public static IReadOnlyList<IdentityEvent> EventsOf((long Position, IReport Report) first, PageContext context) => first.Report.Data is IdentityDeclared declared
        ? [IdentityChanges.Event(first.Position, declared)]
        : [.. Identifiers.In(first.Report.Data).Where(found => !context.Identifiers.Contains(found)).Distinct()
            .Select((found, ordinal) => new Identified(first.Position, ordinal, found.Identifier, found.Key))];

    // A key that comes up only now counts as well: the records of the company that it joins have to be loaded with the report
    private static bool MayMove(ReportData data, Dictionary<string, HashSet<string>> keysOf) => data is IdentityDeclared or FeedDeclared
        || Identifiers.In(data).GroupBy(found => found.Identifier, found => found.Key, StringComparer.Ordinal)
            .Any(found => keysOf.GetValueOrDefault(found.Key) is var known && found.Any(key => known?.Contains(key) != true) && found.Union(known ?? [], StringComparer.Ordinal).Skip(1).Any());
}
