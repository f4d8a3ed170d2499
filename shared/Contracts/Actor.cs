namespace EventPlatform.Contracts;

/// <summary>Who did something, for the audit.</summary>
/// <param name="Name">Holder of the key, or the service that acted by itself.</param>
/// <param name="Key">Id of the key; null where a service acted by itself.</param>
/// <param name="Origin">Address that the request came from.</param>
public sealed record Actor(string Name, string? Key = null, string? Origin = null);
