using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Facts;

namespace EventPlatform.Projections.Fold.Records;

/// <summary>One record during a page.</summary>
/// <param name="id">Whose record it is.</param>
/// <param name="state">As it stands.</param>
/// <param name="history">All its reports, where they are needed or all came in this page; else null.</param>
/// <param name="said">What it says now, where the history is not loaded.</param>
internal sealed class RecordFold(RecordId id, RecordState state, List<Entry>? history, Statement? said)
{
    private List<Entry>? history = history;
    private Statement? said = said;

    public RecordId Id => id;

    public RecordState State { get; private set; } = state;

    /// <summary>Of the fact that it belongs to; null where it says nothing.</summary>
    public Guid? FactId { get; set; }

    /// <summary>What it says now, with companies resolved; null where it says nothing.</summary>
    public Claim? Claim { get; set; }

    /// <summary>The report in force; null where the record says nothing.</summary>
    public Statement? Says => State.Hash is null ? null : said ??= Said(history!.Find(entry => entry.Position == State.Said)!);

    public bool HasHistory => history is not null;

    /// <summary>Loaded later than the record, before a page that needs it.</summary>
    public void Load(List<Entry> entries) => history = entries;

    /// <summary>All is written. What every report of it said is kept of plants alone: others need it only where one is taken back.</summary>
    public void Settle()
    {
        if (Says is { Data: var data } && !FactRules.NeedsHistory(data)) history = null;
    }

    /// <summary>Adds a report. True where what follows from the record may be something else now.</summary>
    public bool Add(Entry entry)
    {
        history?.Add(entry);
        var before = State;
        State = State.BegunBy(entry);
        var beganEarlier = State.Began != before.Began;
        if (entry.WithdrawnBy is not null) return beganEarlier;
        State = State.Add(entry);
        if (before.Said != State.Said) said = State.Said == entry.Position && entry.Data is not null ? Said(entry) : null;
        return beganEarlier || before.Said != State.Said || before.Revised != State.Revised || (entry.Data is { } data && FactRules.NeedsHistory(data));
    }

    /// <summary>Takes one report out, or puts it back, and folds what is left anew. False if it was out, or in, already.</summary>
    /// <param name="by">Null if no retraction in effect names it.</param>
    public bool Withdraw(long position, long? by)
    {
        var index = history!.FindIndex(entry => entry.Position == position);
        var before = history[index].WithdrawnBy;
        history[index] = history[index] with { WithdrawnBy = by };
        if (before is null == by is null) return false;
        State = State.Refold(history);
        said = null;
        return true;
    }

    /// <summary>All that it ever said, withdrawn or not, as far as it is loaded.</summary>
    public IEnumerable<ReportData> EverSaid => (history ?? []).Select(entry => entry.Data).Append(said?.Data).OfType<ReportData>();

    /// <summary>All that it said and was not taken back, in the feed's order. Of a plant: its life.</summary>
    public IEnumerable<ReportData> SaidInOrder()
    {
        var (counting, inOrder) = (RecordState.Start(State.First), new List<Entry>());
        foreach (var entry in history!.Where(entry => entry.WithdrawnBy is null))
        {
            counting = counting.Add(entry);
            // What is older than what counts belongs before the first that is later by the feed's sequence
            var later = counting.Newest == entry.Position ? -1 : inOrder.FindIndex(other => RecordState.Compare(entry.Sequence, other.Sequence) < 0);
            inOrder.Insert(later < 0 ? inOrder.Count : later, entry);
        }

        return inOrder.Select(entry => entry.Data).OfType<ReportData>();
    }

    /// <summary>Returns what it says now, with companies resolved; null if it says nothing.</summary>
    public Claim? Resolve(PageContext context)
    {
        if (Says is not { Data: var data } says) return null;
        var rule = FactRules.Of(data);
        var sent = data.Parties.Select(named => named.KeyAsSent()).ToList();
        var meant = sent.ConvertAll(key => context.Means(Id, key));
        var keys = sent.Concat(meant).Distinct(StringComparer.Ordinal).ToList();
        var counterparty = rule.CounterpartyOf(data) is { } party ? context.Company(Id, party.KeyAsSent()) : null;
        return rule.ClaimOf(new(Id, State, says, keys, meant.ConvertAll(context.Companies.Resolve), counterparty, rule.NeedsHistory ? SaidInOrder() : []));
    }

    private static Statement Said(Entry entry) => new(entry.Data!, entry.Time);
}
