using System.Text.Json.Serialization;

namespace EventPlatform.Hosting.Access;

/// <summary>
/// What a key may do. An observer sees what ops see, except the content of reports. Ops may also read and observe. The role service is for
/// requests between services.
/// </summary>
public enum Role { Feed, Read, Ops, Service, Observer }

/// <summary>The data of a key, without the key itself.</summary>
/// <param name="Name">The holder, for logs and the audit.</param>
/// <param name="Sha256">The SHA-256 of the key's UTF-8 text, as 64 lower-case hex digits.</param>
/// <param name="Feed">The feed whose events the key may post; if it is null, the key may post for any source.</param>
/// <param name="Id">The id of a key that the EventStore issued; null for a configured key.</param>
public sealed record ApiKey(string Name, Role Role, string Sha256, string? Feed = null, string? Id = null)
{
    /// <summary>Identifies the key in logs and the audit: its id, or else the first digits of its hash.</summary>
    [JsonIgnore]
    public string KeyId => Id ?? Sha256[..12].ToLowerInvariant();
}

/// <summary>An upstream publisher.</summary>
/// <param name="SourcePrefix">The CloudEvents <c>source</c> of its events equals this prefix, or begins with it and a slash.</param>
/// <param name="Trust">The rank among feeds that contradict each other: the higher trust wins.</param>
/// <param name="Licence">The licence of its data, such as CC-BY-4.0.</param>
/// <param name="Attribution">The line that must accompany its data.</param>
public sealed record Feed(string Name, string SourcePrefix, int Trust, string? Licence, string? Attribution)
{
    public bool Owns(string source) => Contracts.SourcePrefix.Owns(SourcePrefix, source);
}

/// <summary>During maintenance, Ingestion accepts nothing. Everything else continues.</summary>
/// <param name="Who">The holder of the key that turned it on.</param>
public sealed record Maintenance(DateTimeOffset Since, string Who, string Reason);

/// <summary>All valid keys and all feeds, as the EventStore returns them to every service.</summary>
/// <param name="Maintenance">Null if there is no maintenance.</param>
public sealed record AccessSnapshot(
    IReadOnlyList<ApiKey> Keys, IReadOnlyList<Feed> Feeds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Maintenance? Maintenance = null)
{
    public bool IsSameAs(AccessSnapshot other) =>
        Keys.SequenceEqual(other.Keys) && Feeds.SequenceEqual(other.Feeds) && Maintenance == other.Maintenance;
}
