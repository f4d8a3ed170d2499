namespace EventPlatform.Dashboard.Ops.Overview;

public sealed record Sizes(
    long DatabaseBytes, long LogBytes, IReadOnlyDictionary<string, long> Schemas, long Reports, long ReportsLastDay, double BytesPerReport,
    LastBackup? LastBackup);

public sealed record LastBackup(DateTimeOffset At, long Position);

public sealed record Tallies(IReadOnlyList<Tally> Items);

public sealed record Tally(
    string Sender, DateTimeOffset Since, long Accepted, long Stored, long Duplicate, long Conflicting, long DeadLettered, long Missing,
    long WrittenOff);
