using System.Collections.Concurrent;

namespace EventPlatform.Cli.Import.Running;

/// <summary>What became of the rows: read = accepted + refused + skipped.</summary>
internal sealed class Counts
{
    private const int MaxReasons = 50;

    private readonly ConcurrentDictionary<string, long> skipped = new(StringComparer.Ordinal);
    private long read, accepted, refused, unattributed, partlyRefused, reports;

    public long Read => Interlocked.Read(ref read);

    public long Accepted => Interlocked.Read(ref accepted);

    public long Refused => Interlocked.Read(ref refused);

    /// <summary>Of the refused ones, those that may be about any record.</summary>
    public long Unattributed => Interlocked.Read(ref unattributed);

    public string? FirstUnattributed { get; private set; }

    /// <summary>Of the refused ones, those that have other reports, which were taken.</summary>
    public long PartlyRefused => Interlocked.Read(ref partlyRefused);

    /// <summary>Reports that the platform took.</summary>
    public long Reports => Interlocked.Read(ref reports);

    public Refusals Refusals { get; } = new();

    public IReadOnlyDictionary<string, long> Skipped => skipped;

    public void AddRead(long rows) => Interlocked.Add(ref read, rows);

    public void AddUnattributed(string path, long line, IEnumerable<string> why)
    {
        Interlocked.Increment(ref unattributed);
        FirstUnattributed ??= $"{path}, line {line}: {string.Join("; ", why)}";
    }

    public void AddRefused(string path, long line, IReadOnlyCollection<string> reasons, bool isPart, long rows = 1)
    {
        if (isPart) Interlocked.Add(ref partlyRefused, rows);
        Interlocked.Add(ref refused, rows);
        Refusals.Add(path, line, reasons);
    }

    public void AddAccepted(long rows, long withReports)
    {
        Interlocked.Add(ref accepted, rows);
        Interlocked.Add(ref reports, withReports);
    }

    public void AddSkipped(string reason) =>
        skipped.AddOrUpdate(skipped.Count < MaxReasons || skipped.ContainsKey(reason) ? reason : "other reasons", 1, (_, count) => count + 1);
}
