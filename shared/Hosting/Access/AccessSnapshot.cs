using System.Text.Json.Serialization;

namespace EventPlatform.Hosting.Access;

/// <summary>
/// What a key may do. An observer sees what ops see, without the content of reports; ops may read and observe as well. Service is for
/// services among themselves.
/// </summary>
public enum Role { Feed, Read, Ops, Service, Observer }

/// <summary>A key: never the key itself.</summary>
/// <param name="Name">Who holds it, for logs and the audit.</param>
/// <param name="Sha256">The SHA-256 of the key's UTF-8 text, as 64 lower-case hex digits.</param>
/// <param name="Feed">The feed whose events it may post; null: of any source.</param>
/// <param name="Id">Of a key that the EventStore gave out; a configured one has none of its own.</param>
public sealed record ApiKey(string Name, Role Role, string Sha256, string? Feed = null, string? Id = null)
{
    /// <summary>Tells the key from any other in logs and the audit: its id, else the first digits of its hash.</summary>
    [JsonIgnore]
    public string KeyId => Id ?? Sha256[..12].ToLowerInvariant();
}

/// <summary>An upstream publisher.</summary>
/// <param name="SourcePrefix">Its events have a CloudEvents <c>source</c> that is this or begins with this and a slash.</param>
/// <param name="Trust">Rank among feeds that contradict each other: the higher wins.</param>
/// <param name="Licence">Of its data, such as CC-BY-4.0.</param>
/// <param name="Attribution">Line that goes wherever its data goes.</param>
public sealed record Feed(string Name, string SourcePrefix, int Trust, string? Licence, string? Attribution)
{
    public bool Owns(string source) => Contracts.SourcePrefix.Owns(SourcePrefix, source);
}

/// <summary>While it is on, Ingestion takes nothing, and everything else goes on.</summary>
/// <param name="Who">Holder of the key that turned it on.</param>
public sealed record Maintenance(DateTimeOffset Since, string Who, string Reason);

/// <summary>All keys that are valid now, and all feeds: what the EventStore returns to every service.</summary>
/// <param name="Maintenance">Null while there is none.</param>
public sealed record AccessSnapshot(
    IReadOnlyList<ApiKey> Keys, IReadOnlyList<Feed> Feeds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Maintenance? Maintenance = null)
{
    public bool IsSameAs(AccessSnapshot other) =>
        Keys.SequenceEqual(other.Keys) && Feeds.SequenceEqual(other.Feeds) && Maintenance == other.Maintenance;
}
