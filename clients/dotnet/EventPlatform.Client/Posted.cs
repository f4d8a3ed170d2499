namespace EventPlatform.Client;

/// <summary>What Ingestion answered.</summary>
/// <param name="Accepted">Events that are safe on the way into the log.</param>
/// <param name="Refused">Events that were not taken. All others were.</param>
/// <param name="Receipts">Where Query says what became of each that was taken, for <see cref="QueryClient.ReceiptAsync"/>.</param>
public sealed record Posted(long Accepted, IReadOnlyList<RefusedEvent> Refused, IReadOnlyList<string> Receipts);

/// <param name="Line">Which of the events it is, counted from 1.</param>
/// <param name="Errors">Everything that is wrong with it.</param>
public sealed record RefusedEvent(long Line, IReadOnlyList<FieldError> Errors);

/// <param name="Pointer">JSON Pointer into the event; empty for the event itself.</param>
/// <param name="Detail">What would be right.</param>
public sealed record FieldError(string Pointer, string Detail);
