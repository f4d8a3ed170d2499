using EventPlatform.Cli.Import.Reports;

namespace EventPlatform.Cli.Import.Running;

/// <summary>What a snapshot would take back: the live records of the source that its files lack. What came with a later release stays.</summary>
/// <param name="Before">How many records were live before this release, later releases apart.</param>
internal sealed record AbsentRecords(IReadOnlyList<LiveRecord> Records, long Before)
{
    private const int Few = 10;

    /// <summary>A file that lacks so many is more likely cut off, or mapped to other keys, than right.</summary>
    public bool AreMost => Before > Few && Records.Count * 2L > Before;

    public static async Task<AbsentRecords> FindAsync(IAsyncEnumerable<LiveRecord> live, Release release, IReadOnlyList<RecordKeys> keys, CancellationToken ct)
    {
        var before = 0L;
        var absent = new List<LiveRecord>();
        await foreach (var record in live.WithCancellation(ct))
        {
            if (record.RecordKey is not { } key || release.IsBefore(record.Release)) continue;
            var isAbsent = !keys.Any(file => file.Contains(key));
            if (isAbsent) absent.Add(record);
            // Records that this release began would hide a change of all record keys
            if (isAbsent || !(record.IsNew && record.Release == release.Name)) before++;
        }

        return new AbsentRecords(absent, before);
    }

    /// <param name="outcome">What was not done because of it.</param>
    /// <exception cref="CommandException">They are most of the source's records.</exception>
    public void RefuseMost(string outcome)
    {
        if (!AreMost) return;
        throw new CommandException(
            $"{Records.Count:N0} of the {Before:N0} records that the source had before this release are absent from the files, which is most of them. The first is '{Records[0].RecordKey}'. " +
            $"{outcome}: is this the whole file, and is its record key the same as before? If so, say --retract-most.");
    }
}
