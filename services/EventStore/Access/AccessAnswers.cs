using System.Text.Json;
using EventPlatform.Hosting.Access;

namespace EventPlatform.EventStore.Access;

/// <summary>A key that was given out; its text is kept nowhere.</summary>
internal sealed record IssuedKey(Guid Id, string Name, Role Role, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt);

/// <summary>A new key, shown this once.</summary>
internal sealed record NewKey(Guid Id, string Name, Role Role, string Key);

/// <param name="Name">Who is to hold it.</param>
internal sealed record KeyRequest(string? Name, Role? Role);

/// <param name="Number">Grows with time.</param>
/// <param name="Who">Holder of the key, or the service that acted by itself.</param>
/// <param name="Key">Id of the key that it was done with: of a configured key the first digits of its SHA-256.</param>
/// <param name="Origin">Address that the request came from.</param>
/// <param name="Person">Who acted with the key, where its holder says so, as the dashboard does.</param>
internal sealed record AuditEntry(
    long Number, DateTimeOffset At, string Who, string? Key, string? Origin, string Action, JsonElement Detail, string? Person = null);
