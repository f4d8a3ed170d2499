namespace EventPlatform.Query.Shipments;

/// <summary>
/// <c>Falls</c>: an anchor is below the one before it. <c>Differs</c>: the increments between two anchors are not their difference.
/// </summary>
internal enum ContradictionKind { Falls, Differs }

/// <summary>Two neighbouring anchors that contradict each other, or the increments between them.</summary>
/// <param name="From">Day of the earlier anchor.</param>
/// <param name="Difference">Units of the later anchor minus those of the earlier one.</param>
/// <param name="Increments">Units of the increments that lie wholly between them.</param>
/// <param name="FactIds">The two anchors, followed by these increments if they differ from the anchors.</param>
internal sealed record Contradiction(
    ContradictionKind Kind, DateOnly From, DateOnly To, decimal Difference, decimal Increments, IReadOnlyList<Guid> FactIds)
{
    private const decimal Tolerance = 0.02m;

    /// <param name="dated">Sorted by last day, the older fact first.</param>
    public static IReadOnlyList<Contradiction> Among(IReadOnlyList<Shipped> dated)
    {
        var anchors = dated.Where(one => one.IsAnchor).ToList();
        var increments = dated.Where(one => !one.IsAnchor).ToList();
        var found = new List<Contradiction>();
        var next = 0;
        foreach (var (one, other) in anchors.Zip(anchors.Skip(1)))
        {
            while (next < increments.Count && increments[next].Last <= one.Last) next++;
            var between = new List<Shipped>();
            for (; next < increments.Count && increments[next].Last <= other.Last; next++)
            {
                if (increments[next].When.Earliest > one.Last) between.Add(increments[next]);
            }

            if (Between(one, other, between) is { } contradiction) found.Add(contradiction);
        }

        return found;
    }

    private static Contradiction? Between(Shipped one, Shipped other, List<Shipped> increments)
    {
        var (difference, sum) = (other.Units - one.Units, increments.Sum(increment => increment.Units));
        if (difference < 0) return new(ContradictionKind.Falls, one.Last, other.Last, difference, sum, [one.FactId, other.FactId]);
        return LeaveNoDayOut(increments, one.Last, other.Last) && Math.Abs(difference - sum) > Math.Max(difference, sum) * Tolerance
            ? new(
                ContradictionKind.Differs, one.Last, other.Last, difference, sum,
                [one.FactId, other.FactId, .. increments.Select(increment => increment.FactId)])
            : null;
    }

    private static bool LeaveNoDayOut(List<Shipped> increments, DateOnly from, DateOnly to)
    {
        var covered = from;
        foreach (var increment in increments.OrderBy(increment => increment.When.Earliest))
        {
            if (increment.When.Earliest!.Value.DayNumber > covered.DayNumber + 1) return false;
            if (increment.Last > covered) covered = increment.Last;
        }

        return covered >= to;
    }
}
