using EventPlatform.Cli.Import.Reports;

namespace EventPlatform.Cli.Import.Running;

/// <summary>What a snapshot would take back: the live records of the source that its files lack. What came with a later release stays.</summary>
/// <param name="Live">How many records of the source are live in all.</param>
internal sealed record AbsentRecords(IReadOnlyList<LiveRecord> Records, long Live)
{
    private const int Few = 10;

    /// <summary>A file that lacks so many is more likely cut off, or mapped to other keys, than right.</summary>
    public bool AreMost => Live > Few && Records.Count * 2L > Live;

    public static async Task<AbsentRecords> FindAsync(IAsyncEnumerable<LiveRecord> live, Release release, IReadOnlyList<RecordKeys> keys, CancellationToken ct)
    {
        var all = 0L;
        var absent = new List<LiveRecord>();
        await foreach (var record in live.WithCancellation(ct))
        {
            all++;
            if (record.RecordKey is { } key && !release.IsBefore(record.Release) && !keys.Any(file => file.Contains(key))) absent.Add(record);
        }

        return new AbsentRecords(absent, all);
    }
}
