using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventPlatform.Hosting.Health;

/// <param name="Why">The reason in one line; null if the check is healthy.</param>
/// <param name="Age">The seconds since the check last ended.</param>
public sealed record CheckAnswer(HealthStatus Status, string? Why, double Age);

/// <param name="Status">The worst of the checks.</param>
public sealed record ReadinessAnswer(HealthStatus Status, IReadOnlyDictionary<string, CheckAnswer> Checks)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };
}
