namespace EventPlatform.Projections.Fold.Records;

/// <summary>A report that retracts another of its source by id.</summary>
/// <param name="InEffect">False if a retraction in effect names it, or it is one of a circle.</param>
internal sealed record Retraction(ReportId Id, ReportId Target, long Position, bool InEffect);

/// <summary>Retractions by id, each with all that name the same report (docs/facts.md, R7 and R8).</summary>
internal sealed class Retractions
{
    private readonly Dictionary<ReportId, Retraction> byId = [];
    private readonly Dictionary<ReportId, List<ReportId>> naming = [];
    private readonly HashSet<ReportId> changed = [];

    public int Count => byId.Count;

    /// <summary>Those that are new or have another effect.</summary>
    public IReadOnlyList<Retraction> Changed => [.. changed.Select(id => byId[id])];

    /// <summary>As it is stored; what is known already stays as it is.</summary>
    public void Load(Retraction stored)
    {
        if (byId.TryAdd(stored.Id, stored)) Name(stored);
    }

    /// <summary>Position of the first retraction in effect that names a report; null if there is none.</summary>
    public long? WithdrawnBy(ReportId report) =>
        naming.GetValueOrDefault(report)?.Select(id => byId[id]).Where(one => one.InEffect).Min(one => (long?)one.Position);

    /// <summary>Returns the report at the end of the chain that is now withdrawn or reinstated, if it is none of the retractions.</summary>
    public ReportId? Add(ReportId id, ReportId target, long position)
    {
        var (chain, end) = ChainFrom(target);
        var isCircle = end == id;
        var added = new Retraction(id, target, position, InEffect: !isCircle && WithdrawnBy(id) is null);
        byId[id] = added;
        Name(added);
        changed.Add(id);
        if (isCircle) chain.ForEach(one => Set(one, inEffect: false));
        if (!added.InEffect) return null;
        foreach (var one in chain)
        {
            // It is the first of a circle: nothing on that ever has an effect
            if (one == end) return null;
            if (!Set(one, inEffect: WithdrawnBy(one) is null)) return null;
        }

        return end;
    }

    /// <summary>All is written.</summary>
    public void Settle() => changed.Clear();

    /// <summary>The retractions that begin with a report, each naming the next, and what the last names: one of them if they end in a circle.</summary>
    private (List<ReportId> Chain, ReportId End) ChainFrom(ReportId report)
    {
        var (chain, seen) = (new List<ReportId>(), new HashSet<ReportId>());
        for (; byId.TryGetValue(report, out var next) && seen.Add(report); report = next.Target) chain.Add(report);
        return (chain, report);
    }

    private bool Set(ReportId id, bool inEffect)
    {
        if (byId[id].InEffect == inEffect) return false;
        byId[id] = byId[id] with { InEffect = inEffect };
        changed.Add(id);
        return true;
    }

    private void Name(Retraction retraction)
    {
        if (!naming.TryGetValue(retraction.Target, out var ids)) naming[retraction.Target] = ids = [];
        ids.Add(retraction.Id);
    }
}
