using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>Who did something, for the audit.</summary>
/// <param name="Name">Holder of the key, or the service that acted by itself.</param>
/// <param name="Key">Id of the key; null where a service acted by itself.</param>
/// <param name="Origin">Address that the request came from.</param>
/// <param name="Person">Who acted with the key, where its holder says so, as the dashboard does.</param>
public sealed record Actor(
    string Name, string? Key = null, string? Origin = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Person = null)
{
    /// <summary>As people are told of it.</summary>
    [JsonIgnore]
    public string Signature => Person is null ? Name : $"{Name} ({Person})";
}
