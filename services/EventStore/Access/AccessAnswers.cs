using System.Text.Json;
using EventPlatform.Hosting.Access;

namespace EventPlatform.EventStore.Access;

/// <summary>A key that was issued. Its text is not stored anywhere.</summary>
internal sealed record IssuedKey(Guid Id, string Name, Role Role, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt);

/// <summary>A new key, which is shown only once.</summary>
internal sealed record NewKey(Guid Id, string Name, Role Role, string Key);

/// <param name="Name">The future holder.</param>
internal sealed record KeyRequest(string? Name, Role? Role);

/// <param name="Number">A number that increases with time.</param>
/// <param name="Who">The holder of the key, or the service that acted by itself.</param>
/// <param name="Key">The id of the key that was used; for a configured key, the first digits of its SHA-256.</param>
/// <param name="Origin">The address that the request came from.</param>
/// <param name="Person">The person who used the key, if its holder names one, as the dashboard does.</param>
internal sealed record AuditEntry(
    long Number, DateTimeOffset At, string Who, string? Key, string? Origin, string Action, JsonElement Detail, string? Person = null);
