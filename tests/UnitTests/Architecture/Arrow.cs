namespace EventPlatform.UnitTests.Architecture;

/// <summary>A dependency of one folder on another.</summary>
/// <param name="Why">An example of the dependency.</param>
internal sealed record Arrow(string From, string To, string Why)
{
    public override string ToString() => $"{From} -> {To} ({Why})";

    /// <summary>Returns the shortest cycle through each folder, as text; empty if there is no cycle.</summary>
    public static IEnumerable<string> CirclesIn(IReadOnlyCollection<Arrow> arrows)
    {
        var next = arrows.DistinctBy(arrow => (arrow.From, arrow.To)).ToLookup(arrow => arrow.From);
        return next.Select(from => Circle(from.Key, next)).OfType<IReadOnlyList<Arrow>>()
            .DistinctBy(circle => string.Join(' ', circle.Select(arrow => arrow.From).Order(StringComparer.Ordinal)))
            .Select(circle => string.Join(", ", circle));
    }

    private static IReadOnlyList<Arrow>? Circle(string start, ILookup<string, Arrow> next)
    {
        var (paths, seen) = (new Queue<IReadOnlyList<Arrow>>([[]]), new HashSet<string>(StringComparer.Ordinal));
        while (paths.TryDequeue(out var path))
        {
            foreach (var arrow in next[path.Count == 0 ? start : path[^1].To])
            {
                if (arrow.To == start) return [.. path, arrow];
                if (seen.Add(arrow.To)) paths.Enqueue([.. path, arrow]);
            }
        }

        return null;
    }
}
