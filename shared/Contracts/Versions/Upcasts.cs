using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventPlatform.Contracts.Versions;

/// <summary>
/// Brings a report that was stored under an earlier version of its schema to the newest, on read: pure steps from JSON to JSON, one after the other.
/// The log itself never changes.
/// </summary>
public static class Upcasts
{
    /// <summary>Member of a stored report with the version of its data; absent: the first. One letter, since Postgres puts the shortest name first.</summary>
    public const string Version = "v";

    /// <summary>What changes the data of a version into that of the next. A version without a step differs by optional fields only.</summary>
    private static readonly FrozenDictionary<(string Type, int From), Func<JsonObject, JsonObject>> Steps =
        ReportTypes.ByName.Keys.ToFrozenDictionary(type => (type, 1), type => Extensions.Step(type, 1));

    /// <summary>True where no step is left: what differs from the newest version is optional.</summary>
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
