using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Facts;

namespace EventPlatform.Projections.Fold.Page;

/// <summary>A type or a source on one day.</summary>
/// <param name="Dimension">type or source.</param>
internal readonly record struct DailyKey(string Dimension, string Key, DateOnly Day);

internal readonly record struct DailyDelta(long Reports, long Facts)
{
    public static DailyDelta operator +(DailyDelta one, DailyDelta other) => new(one.Reports + other.Reports, one.Facts + other.Facts);
}

/// <summary>Counts reports, and facts that became known or are known no longer, by type and by source for each day.</summary>
internal sealed class DailyCounts
{
    private readonly Dictionary<DailyKey, DailyDelta> changed = [];
    private DateOnly day;

    /// <summary>Since the counts were written last.</summary>
    public IReadOnlyDictionary<DailyKey, DailyDelta> Changed => changed;

    /// <summary>Counts a report. Facts that follow from it are of its day.</summary>
    /// <param name="recorded">When the log took it.</param>
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

    /// <summary>Everything is written.</summary>
    public void AcceptChanges() => changed.Clear();

    private void Add(string dimension, string key, DailyDelta delta)
    {
        var of = new DailyKey(dimension, key, day);
        changed[of] = changed.GetValueOrDefault(of) + delta;
    }
}
