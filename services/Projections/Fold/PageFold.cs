using EventPlatform.Contracts;
using EventPlatform.Storage;

namespace EventPlatform.Projections.Fold;

/// <summary>
/// Folds a page of reports into records and facts: in memory, from the state that these reports can touch, with no clock and no I/O. What it
/// holds afterwards is what has to be written.
/// </summary>
internal sealed class PageFold(IReadOnlyDictionary<RecordId, RecordState> records, IReadOnlyDictionary<Guid, FactVersion> facts)
{
    private readonly Dictionary<Guid, FactVersion> current = new(facts);

    public Dictionary<RecordId, RecordState> ChangedRecords { get; } = [];

    /// <summary>Versions that began in this page, some of which ended in it as well.</summary>
    public List<FactVersion> NewVersions { get; } = [];

    /// <summary>Versions from before this page that ended in it.</summary>
    public List<FactVersion> EndedVersions { get; } = [];

    public Dictionary<TotalKey, TotalDelta> Totals { get; } = [];

    public Dictionary<NameKey, NameSeen> Names { get; } = [];

    public void Apply(long position, IReport report)
    {
        var id = RecordId.Of(report);
        var before = ChangedRecords.GetValueOrDefault(id) ?? records.GetValueOrDefault(id);
        var record = before?.Add(position, report) ?? RecordState.First(id, position, report);
        ChangedRecords[id] = record;
        foreach (var (key, kind) in NamesInReports.Of(report.Data))
        {
            Names[key] = Names.TryGetValue(key, out var seen) ? seen with { Kind = kind, Last = position } : new NameSeen(kind, position, position);
        }

        var saysSomethingElse = before is null || !string.Equals(before.Hash, record.Hash, StringComparison.Ordinal);
        if (saysSomethingElse) Conclude(record.FactId, position, FactRules.Conclude(report.Data));
    }

    private void Conclude(Guid factId, long position, Fact fact)
    {
        var since = position;
        if (current.TryGetValue(factId, out var before))
        {
            since = before.Since;
            End(before with { KnownTo = position });
            Count(before.Fact, -1);
        }

        var version = new FactVersion(factId, since, position, ReadModel.Open, fact);
        current[factId] = version;
        NewVersions.Add(version);
        Count(fact, +1);
    }

    private void End(FactVersion ended)
    {
        var here = NewVersions.FindLastIndex(version => version.FactId == ended.FactId);
        if (here >= 0) NewVersions[here] = ended;
        else EndedVersions.Add(ended);
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
