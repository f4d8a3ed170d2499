namespace EventPlatform.Operations;

/// <summary><c>GET /v1/queues</c> of the EventStore.</summary>
public sealed record Queues(IReadOnlyList<WaitingQueue> Items);

/// <param name="Ready">Chunks that nobody has taken yet.</param>
/// <param name="Taken">Chunks that are being stored.</param>
public sealed record WaitingQueue(int Partition, string Queue, long Ready, long Taken, long Consumers, double OldestSeconds);

/// <summary><c>GET /v1/progress</c> of Projections.</summary>
public sealed record Progress(int Generation, long Position, long Last, long Lag, double LagSeconds);

/// <summary><c>GET /v1/dead-letters/groups</c> of the EventStore.</summary>
public sealed record LetterGroups(IReadOnlyList<LetterGroup> Items)
{
    public long Letters => Items.Sum(group => group.Count);
}

/// <summary>Dead letters with one cause.</summary>
public sealed record LetterGroup(
    string Reason, string Type, string? Feed, string Cause, long Count, DateTimeOffset FirstAt, DateTimeOffset LastAt, long LastHour,
    Guid ExampleId);

/// <summary><c>GET /v1/parked</c> of Projections.</summary>
public sealed record ParkedList(IReadOnlyList<ParkedGroup> Items);

/// <summary>Records whose facts stand still from a report on.</summary>
public sealed record ParkedGroup(
    string Group, string? Company, long Position, string Type, DateTimeOffset RecordedTime, string Source, string Id, string Error);
