using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Facts;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.Projections.Fold.Page;

/// <summary>One record during a page.</summary>
/// <param name="state">The current state of the record.</param>
/// <param name="history">All of its reports, if they are needed or all arrived in this page; otherwise null.</param>
/// <param name="says">The report in force, if the history is not loaded.</param>
internal sealed class RecordFold(RecordId id, RecordState state, List<Entry>? history, Statement? says)
{
    private List<Entry>? history = history;
    private Statement? says = says;

    public RecordId Id => id;

    public RecordState State { get; private set; } = state;

    /// <summary>The fact that the record belongs to; null if the record says nothing.</summary>
    public Guid? FactId { get; set; }

    /// <summary>The current claim, with companies resolved; null if the record says nothing.</summary>
    public Claim? Claim { get; set; }

    /// <summary>The report in force; null if the record says nothing.</summary>
    public Statement? Says => State.Hash is null ? null : says ??= StatementOf(history!.Find(entry => entry.Position == State.InForce)!);

    public bool HasHistory => history is not null;

    /// <summary>Everything that the record has ever said, withdrawn or not, as far as it is loaded.</summary>
    public IEnumerable<ReportData> EverSaid => (history ?? []).Select(entry => entry.Data).Append(says?.Data).OfType<ReportData>();

    /// <summary>Adds the history of a record that was loaded without it.</summary>
    public void Load(List<Entry> entries) => history = entries;

    /// <summary>
    /// Call it when everything is written. It releases the history, unless the rule needs it; retractions, which also need it, are rare.
    /// </summary>
    public void AcceptChanges()
    {
        if (Says is { Data: var data } && !FactRules.NeedsHistory(data)) history = null;
    }

    /// <summary>Adds a report. Returns true if the conclusions from the record may have changed.</summary>
    public bool Add(Entry entry)
    {
        history?.Add(entry);
        var before = State;
        State = entry.WithdrawnBy is null ? State.Add(entry) : State.BegunBy(entry);
        var beganEarlier = State.Began != before.Began;
        if (entry.WithdrawnBy is not null) return beganEarlier;
        if (before.InForce != State.InForce) says = State.InForce == entry.Position && entry.Data is not null ? StatementOf(entry) : null;
        var isHistory = entry.Data is { } data && FactRules.NeedsHistory(data);
        return isHistory || beganEarlier || before.InForce != State.InForce || before.Revised != State.Revised;
    }

    /// <summary>Withdraws one report, or reinstates it, and folds the others again. Returns false if this changes nothing.</summary>
    /// <param name="by">The position of the retraction; null if no retraction in effect names the report.</param>
    public bool Withdraw(long position, long? by)
    {
        var index = history!.FindIndex(entry => entry.Position == position);
        var before = history[index].WithdrawnBy;
        history[index] = history[index] with { WithdrawnBy = by };
        if (before is null == by is null) return false;
        State = State.Refold(history);
        says = null;
        return true;
    }

    /// <summary>Returns the current claim; null if the record says nothing.</summary>
    public Claim? ReadClaim(PageContext context)
    {
        if (Says is not { Data: var data } now) return null;
        var rule = FactRules.Of(data);
        var named = data.Parties;
        var (keys, parties) = (new List<string>(named.Count), new string[named.Count]);
        for (var index = 0; index < parties.Length; index++)
        {
            var sent = named[index].KeyAsSent();
            var meant = context.Means(Id, sent);
            if (!keys.Contains(sent)) keys.Add(sent);
            if (!keys.Contains(meant)) keys.Add(meant);
            parties[index] = context.Companies.Resolve(meant);
        }

        var counterparty = rule.CounterpartyOf(data) is { } party ? context.Company(Id, party.KeyAsSent()) : null;
        IEnumerable<ReportData> whole = rule.NeedsHistory ? SaidInOrder() : [];
        return rule.ClaimOf(new(Id, State, now, keys, parties, counterparty, whole));
    }

    /// <summary>Returns everything that the record has said and not withdrawn, in the feed's order.</summary>
    private IEnumerable<ReportData> SaidInOrder()
    {
        var (counting, inOrder) = (RecordState.Start(State.First), new List<Entry>());
        foreach (var entry in history!.Where(entry => entry.WithdrawnBy is null))
        {
            counting = counting.Add(entry);
            // A report that is older than the one in force belongs before the first report with a later sequence
            var later = counting.Newest == entry.Position
                ? -1
                : inOrder.FindIndex(other => FeedOrder.Compare(entry.Sequence, other.Sequence) < 0);
            inOrder.Insert(later < 0 ? inOrder.Count : later, entry);
        }

        return inOrder.Select(entry => entry.Data).OfType<ReportData>();
    }

    private static Statement StatementOf(Entry entry) => new(entry.Data!, entry.Time);
}
