using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold;

/// <summary>One record during a page.</summary>
/// <param name="state">As it stands.</param>
/// <param name="history">All its reports, where they are needed or all came in this page; else null.</param>
internal sealed class RecordFold(RecordState state, List<Entry>? history)
{
    public RecordState State { get; private set; } = state;

    /// <summary>Adds a report. True where the fact that follows may be another one now.</summary>
    public bool Add(Entry entry)
    {
        history?.Add(entry);
        if (entry.WithdrawnBy is not null) return false;
        var before = State;
        State = State.Add(entry);
        return before.Hash != State.Hash || (entry.Data is { } data && FactRules.NeedsHistory(data));
    }

    /// <summary>Takes one report out: the record falls back to the one before it. False where it was out already.</summary>
    public bool Withdraw(long position, long by)
    {
        var index = History.FindIndex(entry => entry.Position == position);
        if (History[index].WithdrawnBy is not null) return false;
        History[index] = History[index] with { WithdrawnBy = by };
        State = State.Refold(History);
        return true;
    }

    /// <summary>Null where the record is retracted.</summary>
    public Fact? Conclude(ReportData? newest) =>
        State.Hash is null ? null : FactRules.Conclude(newest ?? History.Find(entry => entry.Position == State.Newest)!.Data!, SaidInOrder);

    private List<Entry> History => history ?? throw new InvalidOperationException($"the history of record {State.First} was not loaded");

    private IEnumerable<ReportData> SaidInOrder()
    {
        var said = History.Where(entry => entry is { WithdrawnBy: null, Data: not null }).ToList();
        var inOrder = said.TrueForAll(entry => entry.Sequence is not null)
            ? said.OrderBy(entry => entry.Sequence, Comparer<string?>.Create(RecordState.Compare)).ThenBy(entry => entry.Position)
            : said.AsEnumerable();
        return inOrder.Select(entry => entry.Data!);
    }
}
