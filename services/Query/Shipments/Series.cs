using EventPlatform.Contracts;

namespace EventPlatform.Query.Shipments;

/// <summary>The units of one fact.</summary>
/// <param name="Since">Position of the fact's first report. Of several anchors on one day, the latest counts.</param>
/// <param name="When">The period of an increment, or the as-of date of an anchor.</param>
internal sealed record Shipped(Guid FactId, long Since, ShipmentMeasure Measure, PartialDate When, decimal Units)
{
    public bool IsAnchor => Measure == ShipmentMeasure.Cumulative;

    public DateOnly Last => When.Latest!.Value;
}

/// <param name="Day">The day from which the value holds.</param>
/// <param name="Units">Units up to and including the day.</param>
/// <param name="IsAnchor">True if a source reports this total; false if it is the last anchor plus the increments since.</param>
/// <param name="FactIds">The anchor, or the increments that are added on this day.</param>
internal sealed record SeriesPoint(DateOnly Day, decimal Units, bool IsAnchor, IReadOnlyList<Guid> FactIds);

/// <summary>The shipments of one company, product, region and basis over time: docs/facts.md, R46 and R47. Pure.</summary>
/// <param name="NotAdded">Increments that an anchor covers, or that have no last day.</param>
internal sealed record Series(IReadOnlyList<SeriesPoint> Points, IReadOnlyList<Contradiction> Contradictions, IReadOnlyList<Guid> NotAdded)
{
    public static Series Of(IReadOnlyList<Shipped> shipments)
    {
        var dated = shipments.Where(one => one.When.Latest is not null && one.Measure != ShipmentMeasure.Milestone)
            .OrderBy(one => one.Last).ThenBy(one => one.Since).ToList();
        var points = new List<SeriesPoint>();
        var added = new HashSet<Guid>();
        var (anchorDay, units) = (default(DateOnly?), 0m);
        foreach (var day in dated.GroupBy(one => one.Last))
        {
            var anchor = day.LastOrDefault(one => one.IsAnchor);
            if (anchor is not null) (anchorDay, units) = (day.Key, anchor.Units);
            var more = day.Where(one => !one.IsAnchor && (anchorDay is null || one.When.Earliest > anchorDay)).ToList();
            units += more.Sum(one => one.Units);
            added.UnionWith(more.Select(one => one.FactId));
            if (anchor is not null) points.Add(new(day.Key, units, IsAnchor: true, [anchor.FactId]));
            else if (more.Count > 0) points.Add(new(day.Key, units, IsAnchor: false, [.. more.Select(one => one.FactId)]));
        }

        return new(points, Contradiction.Among(dated),
            [.. shipments.Where(one => one.Measure == ShipmentMeasure.Incremental && !added.Contains(one.FactId))
                .OrderBy(one => one.Since).Select(one => one.FactId)]);
    }

    /// <summary>The facts that add up to the value on the last day: the last anchor and the increments since.</summary>
    public IReadOnlyList<Guid> AddedUp =>
        [.. Points.Skip(Math.Max(0, Points.ToList().FindLastIndex(point => point.IsAnchor))).SelectMany(point => point.FactIds)];

    /// <summary>Returns null if nothing is known by then.</summary>
    public decimal? At(DateOnly day) => Points.LastOrDefault(point => point.Day <= day)?.Units;
}
