using System.Collections.Concurrent;

namespace EventPlatform.Faults;

internal readonly record struct Identity(string Source, string Id);

/// <summary>The kind of a posted report, which determines the expected receipt.</summary>
internal enum Kind { Report, Duplicate, Conflict, Poison }

/// <summary>A receipt to check later.</summary>
/// <param name="Path">The path in the answer.</param>
/// <param name="Repeated">True if it was posted before with an unknown outcome, so that it may be a duplicate of itself.</param>
internal sealed record KeptReceipt(Kind Kind, Identity Report, string Path, bool Repeated);

/// <summary>Records which reports the clients tried to post, and which of them were acknowledged.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<Identity, bool> reports = new();
    private readonly ConcurrentDictionary<Identity, Kind> refused = new();
    private readonly Lock sync = new();
    private int acknowledged;
    private int answers;
    private int retries;
    private int duplicates;

    public ConcurrentQueue<KeptReceipt> Receipts { get; } = new();

    /// <summary>All reports sent, and whether each was acknowledged, by a 202 or a publisher confirm.</summary>
    public IReadOnlyDictionary<Identity, bool> Reports => reports;

    /// <summary>The reports that must be in the dead letters.</summary>
    public IReadOnlyDictionary<Identity, Kind> Refused => refused;

    public int Acknowledged => Volatile.Read(ref acknowledged);

    public int Answers => answers;

    public int Retries => retries;

    public TimeSpan LongestWait { get; private set; }

    public int Duplicates => duplicates;

    public void Sending(Identity report) => reports.TryAdd(report, false);

    public void Confirmed(Identity report)
    {
        reports[report] = true;
        Interlocked.Increment(ref acknowledged);
    }

    public void Refusing(Identity report, Kind kind) => refused[report] = kind;

    /// <param name="waited">The time from the first attempt to the answer.</param>
    public void Answered(TimeSpan waited)
    {
        Interlocked.Increment(ref answers);
        lock (sync) LongestWait = waited > LongestWait ? waited : LongestWait;
    }

    public void Retried() => Interlocked.Increment(ref retries);

    public void Repeated() => Interlocked.Increment(ref duplicates);
}
