using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventPlatform.Contracts.Versions;

/// <summary>
/// Converts a report that was stored under an earlier version of its schema to the newest version when it is read, by a series of pure
/// steps from JSON to JSON. The log itself never changes.
/// </summary>
public static class Upcasts
{
    /// <summary>
    /// The member of a stored report with the version of its data; absent for version 1. One letter, because Postgres stores the shortest
    /// name first.
    /// </summary>
    public const string Version = "v";

    /// <summary>The steps that convert data of one version to the next. A version without a step differs only in optional fields.</summary>
    private static readonly FrozenDictionary<(string Type, int From), Func<JsonObject, JsonObject>> Steps =
        ReportTypes.ByName.Keys.ToFrozenDictionary(type => (type, 1), type => Extensions.Step(type, 1));

    /// <summary>True if no step is left, so that only optional fields differ from the newest version.</summary>
    public static bool IsCurrent(string type, int version) =>
        Enumerable.Range(version, Math.Max(0, SchemaVersions.Newest(type) - version)).All(from => !Steps.ContainsKey((type, from)));

    public static JsonObject ToNewest(string type, JsonObject report)
    {
        var version = report[Version]?.GetValue<int>() ?? 1;
        var data = report["data"]!.AsObject();
        for (; version < SchemaVersions.Newest(type); version++)
        {
            if (Steps.TryGetValue((type, version), out var step)) data = step(data);
        }

        var newest = report.DeepClone().AsObject();
        newest[Version] = version;
        newest["data"] = data.DeepClone();
        return newest;
    }

    internal static bool IsCurrent(string type, Utf8JsonReader report)
    {
        while (report.Read() && report.TokenType == JsonTokenType.PropertyName)
        {
            var isVersion = report.ValueTextEquals(Version);
            report.Read();
            if (isVersion) return IsCurrent(type, report.GetInt32());
            report.Skip();
        }

        return IsCurrent(type, 1);
    }
}
