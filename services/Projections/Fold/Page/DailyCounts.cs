using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Facts;

namespace EventPlatform.Projections.Fold.Page;

/// <summary>A type or a source on one day.</summary>
/// <param name="Dimension"><c>type</c> or <c>source</c>.</param>
internal readonly record struct DailyKey(string Dimension, string Key, DateOnly Day);

internal readonly record struct DailyDelta(long Reports, long Facts)
{
    public static DailyDelta operator +(DailyDelta one, DailyDelta other) => new(one.Reports + other.Reports, one.Facts + other.Facts);
}

/// <summary>Counts reports, and facts that became known or are no longer known, by type and by source for each day.</summary>
internal sealed class DailyCounts
{
    private readonly Dictionary<DailyKey, DailyDelta> changed = [];
    private DateOnly day;

    /// <summary>The changes since the counts were last written.</summary>
    public IReadOnlyDictionary<DailyKey, DailyDelta> Changed => changed;

    /// <summary>Counts a report. Facts that follow from it are counted on its day.</summary>
    /// <param name="recorded">The time at which the log recorded it.</param>
    public void Count(IReport report, DateTimeOffset recorded)
    {
        day = DateOnly.FromDateTime(recorded.UtcDateTime);
        Add("type", report.Data.GetType().Name, new(1, 0));
        Add("source", report.Source, new(1, 0));
    }

    public void Count(Fact fact, int sign)
    {
        if (fact.State == FactState.Retracted) return;
        Add("type", fact.Type, new(0, sign));
        foreach (var source in fact.Sources.Distinct(StringComparer.Ordinal)) Add("source", source, new(0, sign));
    }

    /// <summary>Call it when everything is written.</summary>
    public void AcceptChanges() => changed.Clear();

    private void Add(string dimension, string key, DailyDelta delta)
    {
        var of = new DailyKey(dimension, key, day);
        changed[of] = changed.GetValueOrDefault(of) + delta;
    }
}
