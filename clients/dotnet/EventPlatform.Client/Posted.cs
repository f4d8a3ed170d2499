namespace EventPlatform.Client;

/// <summary>The answer of Ingestion.</summary>
/// <param name="Accepted">Number of events that were accepted, and will not be lost.</param>
/// <param name="Refused">The events that were refused. All others were accepted.</param>
/// <param name="Receipts">The path of the receipt of each accepted event, for <see cref="QueryClient.ReceiptAsync"/>.</param>
public sealed record Posted(long Accepted, IReadOnlyList<RefusedEvent> Refused, IReadOnlyList<string> Receipts);

/// <param name="Line">Number of the event in the request, counted from 1.</param>
/// <param name="Errors">All errors of the event.</param>
public sealed record RefusedEvent(long Line, IReadOnlyList<FieldError> Errors);

/// <param name="Pointer">JSON Pointer into the event; empty for the event itself.</param>
/// <param name="Detail">What the value must be.</param>
public sealed record FieldError(string Pointer, string Detail);
