namespace EventPlatform.Operations;

/// <summary>The answer of <c>GET /v1/queues</c> of the EventStore.</summary>
public sealed record Queues(IReadOnlyList<WaitingQueue> Items);

/// <param name="Ready">The number of chunks that no consumer has taken yet.</param>
/// <param name="Taken">The number of chunks that are being stored.</param>
public sealed record WaitingQueue(int Partition, string Queue, long Ready, long Taken, long Consumers, double OldestSeconds);

/// <summary>The answer of <c>GET /v1/progress</c> of Projections.</summary>
public sealed record Progress(int Generation, long Position, long Last, long Lag, double LagSeconds);

/// <summary>The answer of <c>GET /v1/dead-letters/groups</c> of the EventStore.</summary>
public sealed record LetterGroups(IReadOnlyList<LetterGroup> Items)
{
    public long Letters => Items.Sum(group => group.Count);
}

/// <summary>The dead letters with the same cause.</summary>
public sealed record LetterGroup(
    string Reason, string Type, string? Feed, string Cause, long Count, DateTimeOffset FirstAt, DateTimeOffset LastAt, long LastHour,
    Guid ExampleId);

/// <summary>The answer of <c>GET /v1/parked</c> of Projections.</summary>
public sealed record ParkedList(IReadOnlyList<ParkedGroup> Items);

/// <summary>A group of records whose facts are frozen from a report on.</summary>
public sealed record ParkedGroup(
    string Group, string? Company, long Position, string Type, DateTimeOffset RecordedTime, string Source, string Id, string Error);
