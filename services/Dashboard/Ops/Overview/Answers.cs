namespace EventPlatform.Dashboard.Ops.Overview;

public sealed record Queues(IReadOnlyList<WaitingQueue> Items);

/// <param name="Ready">Chunks that nobody has taken yet.</param>
public sealed record WaitingQueue(int Partition, string Queue, long Ready, long Taken, long Consumers, double OldestSeconds);

public sealed record Progress(int Generation, long Position, long Last, long Lag, double LagSeconds);

public sealed record Sizes(
    long DatabaseBytes, long LogBytes, IReadOnlyDictionary<string, long> Schemas, long Reports, long ReportsLastDay, double BytesPerReport,
    LastBackup? LastBackup);

public sealed record LastBackup(DateTimeOffset At, long Position);

public sealed record Tallies(IReadOnlyList<Tally> Items);

public sealed record Tally(
    string Sender, DateTimeOffset Since, long Accepted, long Stored, long Duplicate, long Conflicting, long DeadLettered, long Missing,
    long WrittenOff);
