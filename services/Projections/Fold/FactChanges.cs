using EventPlatform.Projections.Fold.Facts;
using EventPlatform.Storage;

namespace EventPlatform.Projections.Fold;

/// <summary>The current facts at hand, the versions that began or ended in a page, and what that does to the totals.</summary>
internal sealed class FactChanges
{
    private readonly Dictionary<Guid, FactVersion> current = [];
    private readonly Dictionary<(Guid FactId, long KnownFrom), int> here = [];
    private (long Position, int Count) last;

    /// <summary>Versions that began in this page, some of which ended in it as well.</summary>
    public List<FactVersion> Begun { get; } = [];

    /// <summary>Versions from before this page that ended in it.</summary>
    public List<FactVersion> Ended { get; } = [];

    public Dictionary<TotalKey, TotalDelta> Totals { get; } = [];

    /// <summary>All is written that a page changed.</summary>
    public void Settle()
    {
        here.Clear();
        Begun.Clear();
        Ended.Clear();
        Totals.Clear();
    }

    public void Load(FactVersion version) => current.TryAdd(version.FactId, version);

    /// <summary>What a fact is from a position on; nothing happens where it is that already.</summary>
    public void Set(Guid factId, long since, Fact fact, long position)
    {
        var known = current.GetValueOrDefault(factId);
        if (known is not null && Fact.AreSame(known.Fact, fact)) return;
        Replace(known, new FactVersion(factId, known?.Since ?? since, position, ReadModel.Open, NextOrdinal(position), fact));
    }

    /// <summary>A fact without records keeps its last words.</summary>
    public void Retract(Guid factId, Guid? continuedBy, long position)
    {
        if (current.GetValueOrDefault(factId) is not { Fact.State: not FactState.Retracted } known) return;
        Replace(known, known with
        {
            KnownFrom = position, Ordinal = NextOrdinal(position), Fact = known.Fact with { State = FactState.Retracted }, ContinuedBy = continuedBy,
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
        here[(next.FactId, next.KnownFrom)] = Begun.Count;
        Begun.Add(next);
        Count(next.Fact, +1);
    }

    private void End(FactVersion version)
    {
        if (here.TryGetValue((version.FactId, version.KnownFrom), out var index)) Begun[index] = version;
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
        foreach (var key in FactRules.Of(fact.Data).TotalsOf(fact))
        {
            var total = Totals.GetValueOrDefault(key);
            Totals[key] = new TotalDelta(total.Amount + sign * (fact.Amount?.Amount ?? 0), total.Rounds + sign);
        }
    }
}
