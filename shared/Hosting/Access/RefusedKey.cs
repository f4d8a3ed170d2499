namespace EventPlatform.Hosting.Access;

/// <summary>The number of requests whose key was refused, for one key, reason and address.</summary>
/// <param name="Reason"><c>unknown</c>: not a valid key; <c>role</c>: a valid key that lacks the role.</param>
/// <param name="Sha256">The hash of the key, by which the EventStore finds its holder; null in a sum over many. It is neither stored nor
/// logged.</param>
/// <param name="Origin">The address that the requests came from; null in a sum over many.</param>
public sealed record RefusedKey(string Reason, string? Sha256, string? Origin, long Count, DateTimeOffset First, DateTimeOffset Last);

/// <summary>The body of <c>POST /v1/access/refusals</c>, by which a service reports refused keys to the EventStore.</summary>
public sealed record Refusals(string Service, IReadOnlyList<RefusedKey> Keys);
