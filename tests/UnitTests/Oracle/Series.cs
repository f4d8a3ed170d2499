using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>The units of a product up to a day.</summary>
internal sealed record Anchor(DateOnly Day, decimal Units, int Number);

/// <summary>Units of a period; a null day is an open end.</summary>
internal sealed record Increment(DateOnly? First, DateOnly? Last, decimal Units);

/// <summary>The shipments of one company, product, region and basis over time.</summary>
internal sealed record Series(IReadOnlyList<Anchor> Anchors, IReadOnlyList<Increment> Increments)
{
    /// <summary>Days of the anchors that contradict the previous anchor.</summary>
    public IReadOnlyList<DateOnly> Contradictions =>
        [.. Anchors.Zip(Anchors.Skip(1)).Where(pair => Contradict(pair.First, pair.Second)).Select(pair => pair.Second.Day)];

    /// <summary>The series of the actual shipments, by the group of the facts.</summary>
    public static IReadOnlyDictionary<string, Series> Of(Known known) =>
        known.Living.Where(fact => fact.Status is ShipmentStatus.Actual)
            .GroupBy(fact => fact.Headline.Group)
            .ToDictionary(facts => facts.Key, facts => new Series([.. AnchorsOf(facts)], [.. IncrementsOf(facts)]));

    /// <summary>Units up to a day; null if nothing is known by then.</summary>
    public decimal? At(DateOnly day)
    {
        var anchor = Anchors.LastOrDefault(one => one.Day <= day);
        var after = Increments.Where(one => one.Last <= day && (anchor is null || one.First > anchor.Day)).ToList();
        return anchor is null && after.Count == 0 ? null : (anchor?.Units ?? 0) + after.Sum(one => one.Units);
    }

    private bool Contradict(Anchor one, Anchor next)
    {
        if (next.Units < one.Units) return true;
        var between = Increments.Where(increment => increment.First > one.Day && increment.Last <= next.Day).ToList();
        var days = Enumerable.Range(one.Day.DayNumber + 1, next.Day.DayNumber - one.Day.DayNumber).Select(DateOnly.FromDayNumber);
        return days.All(day => between.Any(increment => increment.First <= day && day <= increment.Last))
            && !Near.Within(2, next.Units - one.Units, between.Sum(increment => increment.Units));
    }

    private static IEnumerable<Anchor> AnchorsOf(IEnumerable<OracleFact> facts) =>
        facts.Where(fact => Measure(fact) == ShipmentMeasure.Cumulative && fact.Date!.Shown.Latest is not null && fact.Units is not null)
            .Select(fact => new Anchor(fact.Date!.Shown.Latest!.Value, fact.Units!.Shown, fact.Number))
            .OrderBy(anchor => anchor.Day).ThenBy(anchor => anchor.Number);

    private static IEnumerable<Increment> IncrementsOf(IEnumerable<OracleFact> facts) =>
        facts.Where(fact => Measure(fact) == ShipmentMeasure.Incremental && fact.Units is not null)
            .Select(fact => new Increment(fact.Date!.Shown.Earliest, fact.Date.Shown.Latest, fact.Units!.Shown));

    private static ShipmentMeasure Measure(OracleFact fact) => ((ProductShipped)fact.Headline.Data).Measure;
}
