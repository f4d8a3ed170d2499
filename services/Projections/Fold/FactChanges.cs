namespace EventPlatform.Projections.Fold;

/// <summary>The fact versions that began or ended in a page, and what that does to the totals.</summary>
internal sealed class FactChanges
{
    private readonly Dictionary<(Guid FactId, long KnownFrom), int> here = [];

    /// <summary>Versions that began in this page, some of which ended in it as well.</summary>
    public List<FactVersion> Begun { get; } = [];

    /// <summary>Versions from before this page that ended in it.</summary>
    public List<FactVersion> Ended { get; } = [];

    public Dictionary<TotalKey, TotalDelta> Totals { get; } = [];

    public void Begin(FactVersion version)
    {
        here[(version.FactId, version.KnownFrom)] = Begun.Count;
        Begun.Add(version);
        Count(version.Fact, +1);
    }

    public void End(FactVersion version)
    {
        if (here.TryGetValue((version.FactId, version.KnownFrom), out var index)) Begun[index] = version;
        else Ended.Add(version);
        Count(version.Fact, -1);
    }

    private void Count(Fact fact, int sign)
    {
        foreach (var key in FundingTotals.KeysOf(fact))
        {
            var total = Totals.GetValueOrDefault(key);
            Totals[key] = new TotalDelta(total.Amount + sign * (fact.Amount?.Amount ?? 0), total.Rounds + sign);
        }
    }
}
