using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using EventPlatform.Contracts.Validation;

namespace EventPlatform.Contracts.Versions;

/// <summary>Reads reports from the log, in whichever version they were stored.</summary>
public static class StoredReports
{
    private static readonly FrozenDictionary<string, Type> Types =
        ReportTypes.InLog.ToFrozenDictionary(
            type => type.Key, type => typeof(Report<>).MakeGenericType(type.Value), StringComparer.Ordinal);

    private static readonly JsonSerializerOptions Options = Apply(new JsonSerializerOptions());

    public static IReport Read(string type, string json) => (IReport)JsonSerializer.Deserialize(json, Types[type], Options)!;

    /// <param name="json">In UTF-8.</param>
    public static IReport Read(string type, ReadOnlySpan<byte> json) => (IReport)JsonSerializer.Deserialize(json, Types[type], Options)!;

    /// <summary>Returns the content hash in its current form, whatever form was stored.</summary>
    public static string HashOf(string type, string json) => HashOf(type, JsonElement.Parse(json));

    /// <summary>Reads a report as plain JSON.</summary>
    public static JsonElement ReadJson(string type, string json) => ToNewest(type, JsonElement.Parse(json));

    private static string HashOf(string type, JsonElement report) =>
        ContentHash.Of(
            type, report.TryGetProperty("recordKey", out var key) ? key.GetString() : null, ToNewest(type, report).GetProperty("data"));

    private static JsonElement ToNewest(string type, JsonElement report)
    {
        var version = report.TryGetProperty(Upcasts.Version, out var stored) ? stored.GetInt32() : 1;
        return Upcasts.IsCurrent(type, version)
            ? report
            : JsonSerializer.SerializeToElement(Upcasts.ToNewest(type, JsonObject.Create(report)!));
    }

    /// <summary>Applies <see cref="ContractJson"/> to options that a library owns, and makes them read every stored version.</summary>
    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        ContractJson.Apply(options).Converters.Add(new AnyVersion());
        return options;
    }

    private sealed class AnyVersion : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Report<>);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(AnyVersion<>).MakeGenericType(typeToConvert.GenericTypeArguments))!;
    }

    private sealed class AnyVersion<T> : JsonConverter<Report<T>> where T : ReportData
    {
        private static readonly string Name = typeof(T).Name;

        public override Report<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var stored = reader;
            var report = Upcasts.IsCurrent(Name, reader)
                ? JsonSerializer.Deserialize<Report<T>>(ref reader, ContractJson.Options)! with { Version = SchemaVersions.Newest(Name) }
                : Upcasts.ToNewest(Name, JsonNode.Parse(ref reader)!.AsObject()).Deserialize<Report<T>>(ContractJson.Options)!;
            return ContentHash.IsCurrent(report.ContentHash)
                ? report
                : report with { ContentHash = HashOf(Name, JsonElement.ParseValue(ref stored)) };
        }

        public override void Write(Utf8JsonWriter writer, Report<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value, ContractJson.Options);
    }
}
