namespace EventPlatform.Contracts;

/// <summary>The events that an Ingestion process refused since its last such message.</summary>
/// <param name="Publisher">The process. Its messages are numbered, so that none is counted twice.</param>
public sealed record RefusedEvents(Guid Publisher, long Number, IReadOnlyList<RefusalCount> Counts, IReadOnlyList<RefusedEvent> Examples);

/// <summary>The number of events of one sender that were refused for the same reason.</summary>
/// <param name="Sender">A feed or a key.</param>
/// <param name="Pointer">JSON Pointer into the event.</param>
/// <param name="Detail">What would have been right.</param>
public sealed record RefusalCount(string Sender, string Pointer, string Detail, long Count, DateTimeOffset First, DateTimeOffset Last);

/// <summary>An example of a refused event, without its data.</summary>
/// <param name="Line">The line in its request, starting at 1.</param>
/// <param name="Source">Absent if the event has no readable source; the same applies to id and type.</param>
/// <param name="Errors">Everything that was wrong with it.</param>
public sealed record RefusedEvent(
    string Sender, DateTimeOffset At, long Line, string? Source, string? Id, string? Type, IReadOnlyList<RefusedField> Errors);

public sealed record RefusedField(string Pointer, string Detail);
