using EventPlatform.Query.Live;
using EventPlatform.Storage;

namespace EventPlatform.UnitTests.Query;

/// <summary>A source of the numbers from 1; a filter of n selects the multiples of n.</summary>
internal sealed class Numbers : ILiveSource<int, int>
{
    private const int HubPage = 200;
    private readonly Signal signal = new();
    private int last;
    private int own;
    private int readUpTo;

    public string Name => "numbers";

    public int Everything => 1;

    public int Generation { get; set; }

    /// <summary>The end of a log that is ahead of the source; null if the source is the log.</summary>
    public long? EndOfLog { get; set; }

    public long ItemBytes { get; set; } = 1;

    /// <summary>Moves the end back, as a restore from a backup does.</summary>
    public void FallBackTo(int number) => Interlocked.Exchange(ref last, number);

    public Task Changed => signal.Next;

    /// <summary>The number of reads by followers instead of the hub.</summary>
    public int OwnReads => own;

    public void Add(int count)
    {
        Interlocked.Add(ref last, count);
        signal.Set();
    }

    public async Task AddAndBeReadAsync(int count, CancellationToken ct)
    {
        Add(count);
        while (Volatile.Read(ref readUpTo) < last)
        {
            ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public Task<LivePage<int>> ReadAsync(LiveCursor after, int filter, PageLimit limit, CancellationToken ct)
    {
        var until = Volatile.Read(ref last);
        if (limit.Items == HubPage) Volatile.Write(ref readUpTo, until);
        else Interlocked.Increment(ref own);
        var items = Enumerable.Range((int)after.Position + 1, Math.Max(0, until - (int)after.Position))
            .Where(number => Matches(filter, number)).Take(limit.Items)
            .Select(number => new LiveItem<int>(LiveCursor.EndOf(number, Generation), $"{number}", number, ItemBytes, recorded: null))
            .ToList();
        var next = items.Count == limit.Items ? items[^1].At : LiveCursor.EndOf(until, Generation);
        return Task.FromResult(new LivePage<int>(items, next, items.Count < limit.Items, EndOfLog ?? until));
    }

    public bool Matches(int filter, int value) => value % filter == 0;

    public Task<IReadOnlyList<string>> TraceParentsAsync(long after, long until, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>([]);
}
