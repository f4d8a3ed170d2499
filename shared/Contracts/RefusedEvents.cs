namespace EventPlatform.Contracts;

/// <summary>Events that a process of Ingestion has refused since it reported last.</summary>
/// <param name="Publisher">The process: its reports are numbered, so that none counts twice.</param>
public sealed record RefusedEvents(Guid Publisher, long Number, IReadOnlyList<RefusalCount> Counts, IReadOnlyList<RefusedEvent> Examples);

/// <summary>Events of a sender that were refused for the same reason.</summary>
/// <param name="Sender">A feed or a key.</param>
/// <param name="Pointer">JSON Pointer into the event.</param>
/// <param name="Detail">What would have been right.</param>
public sealed record RefusalCount(string Sender, string Pointer, string Detail, long Count, DateTimeOffset First, DateTimeOffset Last);

/// <summary>One of them, without what it said.</summary>
/// <param name="Line">In its request, from 1.</param>
/// <param name="Source">Absent if the event has none that reads; so are id and type.</param>
/// <param name="Errors">Everything that was wrong with it.</param>
public sealed record RefusedEvent(
    string Sender, DateTimeOffset At, long Line, string? Source, string? Id, string? Type, IReadOnlyList<RefusedField> Errors);

public sealed record RefusedField(string Pointer, string Detail);
