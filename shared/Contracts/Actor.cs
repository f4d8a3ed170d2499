using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>The author of a change, as the audit records it.</summary>
/// <param name="Name">The holder of the key, or the name of the service that acted by itself.</param>
/// <param name="Key">The id of the key; null if a service acted by itself.</param>
/// <param name="Origin">The address that the request came from.</param>
/// <param name="Person">The person who used the key, if its holder names one, as the dashboard does.</param>
public sealed record Actor(
    string Name, string? Key = null, string? Origin = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Person = null)
{
    /// <summary>The author as shown to people.</summary>
    [JsonIgnore]
    public string Signature => Person is null ? Name : $"{Name} ({Person})";
}
