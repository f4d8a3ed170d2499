using EventPlatform.Projections.Fold.Facts;
using EventPlatform.Storage;

namespace EventPlatform.Projections.Fold.Page;

/// <summary>The current facts in memory, the versions that began or ended in a page, and the resulting changes of the totals.</summary>
internal sealed class FactChanges
{
    private readonly Dictionary<Guid, FactVersion> current = [];
    private readonly Dictionary<(Guid FactId, long KnownFrom), int> indexInPage = [];
    private (long Position, int Count) last;

    /// <summary>The current versions in memory.</summary>
    public IReadOnlyCollection<FactVersion> Current => current.Values;

    /// <summary>The versions that began in this page; some of them also ended in it.</summary>
    public List<FactVersion> Begun { get; } = [];

    /// <summary>The versions from before this page that ended in it.</summary>
    public List<FactVersion> Ended { get; } = [];

    public Dictionary<TotalKey, TotalDelta> Totals { get; } = [];

    public DailyCounts Daily { get; } = new();

    /// <summary>Call it when everything is written.</summary>
    public void AcceptChanges()
    {
        indexInPage.Clear();
        Begun.Clear();
        Ended.Clear();
        Totals.Clear();
        Daily.AcceptChanges();
    }

    public void Load(FactVersion version) => current.TryAdd(version.FactId, version);

    /// <summary>Sets a fact from a position on. Does nothing if the fact is unchanged.</summary>
    public void Set(Guid factId, long since, Fact fact, long position)
    {
        var known = current.GetValueOrDefault(factId);
        if (known is not null && Fact.AreSame(known.Fact, fact)) return;
        Replace(known, new FactVersion(factId, known?.Since ?? since, position, ReadModel.Open, NextOrdinal(position), fact));
    }

    /// <summary>Retracts a fact that has no records left. It keeps its last content.</summary>
    /// <param name="continuedBy">The fact that now contains its records.</param>
    public void Retract(Guid factId, Guid? continuedBy, long position)
    {
        if (current.GetValueOrDefault(factId) is not { Fact.State: not FactState.Retracted } known) return;
        Replace(known, known with
        {
            KnownFrom = position,
            Ordinal = NextOrdinal(position),
            Fact = known.Fact with { State = FactState.Retracted },
            ContinuedBy = continuedBy,
        });
    }

    private void Replace(FactVersion? known, FactVersion next)
    {
        if (known is not null)
        {
            End(known with { KnownTo = next.KnownFrom });
            next = next.After(known);
        }

        current[next.FactId] = next;
        indexInPage[(next.FactId, next.KnownFrom)] = Begun.Count;
        Begun.Add(next);
        Count(next.Fact, +1);
    }

    private void End(FactVersion version)
    {
        if (indexInPage.TryGetValue((version.FactId, version.KnownFrom), out var index)) Begun[index] = version;
        else Ended.Add(version);
        Count(version.Fact, -1);
    }

    private int NextOrdinal(long position)
    {
        last = last.Position == position ? (position, last.Count + 1) : (position, 0);
        return last.Count;
    }

    private void Count(Fact fact, int sign)
    {
        var delta = new TotalDelta(sign * (fact.Amount?.Amount ?? 0), sign);
        Daily.Count(fact, sign);
        foreach (var key in FactRules.Of(fact.Data).TotalsOf(fact)) Totals[key] = Totals.GetValueOrDefault(key) + delta;
    }
}
