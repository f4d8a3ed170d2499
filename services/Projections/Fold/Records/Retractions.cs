namespace EventPlatform.Projections.Fold.Records;

/// <summary>The retractions by id, each with all others that name the same report (docs/facts.md, R7 and R8).</summary>
internal sealed class Retractions
{
    private readonly Dictionary<ReportId, Retraction> byId = [];
    private readonly Dictionary<ReportId, List<ReportId>> naming = [];
    private readonly HashSet<ReportId> changed = [];

    public int Count => byId.Count;

    public IReadOnlyCollection<Retraction> All => byId.Values;

    /// <summary>The retractions that are new, or whose effect changed.</summary>
    public IReadOnlyList<Retraction> Changed => [.. changed.Select(id => byId[id])];

    /// <summary>Loads a stored retraction. A retraction that is already known stays as it is.</summary>
    public void Load(Retraction stored)
    {
        if (byId.TryAdd(stored.Id, stored)) Name(stored);
    }

    /// <summary>Returns the position of the first retraction in effect that names a report; null if there is none.</summary>
    public long? WithdrawnBy(ReportId report) =>
        naming.GetValueOrDefault(report)?.Select(id => byId[id]).Where(one => one.InEffect).Min(one => (long?)one.Position);

    /// <summary>
    /// Adds a retraction. Returns the report at the end of the chain that is now withdrawn or reinstated; null if the end is a retraction,
    /// or nothing changes.
    /// </summary>
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
            // It is the first of a circle, in which nothing ever has an effect
            if (one == end) return null;
            if (!Set(one, inEffect: WithdrawnBy(one) is null)) return null;
        }

        return end;
    }

    /// <summary>Call it when everything is written.</summary>
    public void AcceptChanges() => changed.Clear();

    /// <summary>
    /// Returns the chain of retractions from a report on, and the target of the last one, which is one of them if they form a circle.
    /// </summary>
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
