using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EventPlatform.Contracts;

/// <summary>
/// The JSON options for everything that is sent or stored: camelCase, enums in kebab-case, required and nullable as declared.
/// </summary>
public static class ContractJson
{
    public static readonly JsonSerializerOptions Options =
        Apply(new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() });

    private static readonly ConcurrentDictionary<Enum, string> Names = new();

    /// <summary>Returns the name of an enum value in JSON, in kebab-case.</summary>
    public static string Name(Enum value) =>
        Names.GetOrAdd(value, static value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));

    /// <summary>Returns the value with this name, or null if there is none.</summary>
    public static T? Named<T>(string name) where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => string.Equals(Name(value), name, StringComparison.Ordinal)).Select(value => (T?)value)
            .FirstOrDefault();

    /// <summary>Applies the same settings to options that a library owns.</summary>
    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        return options;
    }
}
