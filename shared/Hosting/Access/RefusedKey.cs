namespace EventPlatform.Hosting.Access;

/// <summary>Requests whose key was refused, counted together where key, reason and address are the same.</summary>
/// <param name="Reason"><c>unknown</c>: no valid key; <c>role</c>: a valid key that may not do what was asked.</param>
/// <param name="Sha256">Of the key, by which the EventStore finds whose it is or was; null in a sum over many. Neither noted nor logged.</param>
/// <param name="Origin">Address that the requests came from; null in a sum over many.</param>
public sealed record RefusedKey(string Reason, string? Sha256, string? Origin, long Count, DateTimeOffset First, DateTimeOffset Last);

/// <summary>What a service tells the EventStore at <c>POST /v1/access/refusals</c>.</summary>
public sealed record Refusals(string Service, IReadOnlyList<RefusedKey> Keys);
