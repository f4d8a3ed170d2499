using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Validation;

namespace EventPlatform.Ingestion.Validation;

/// <summary>
/// Context attributes that the platform keeps without using them: <c>subject</c>, <c>dataschema</c>, <c>traceparent</c> and extensions.
/// Names and values follow https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md: a value is a string, a boolean or a 32-bit
/// integer.
/// </summary>
internal static class OtherAttributes
{
    private const int MaxLength = 2048;

    private static readonly HashSet<string> KeptByName =
        new(StringComparer.Ordinal)
        {
            "specversion", "id", "source", "type", "time", "recordkey", "release", "data", "data_base64", "dataref"
        };

    /// <summary>The attributes that Query adds to an event.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal) { "position", "recordedtime", "stream" };

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>Returns the attributes, or null if there are none. An attribute with a null value is not set.</summary>
    public static IReadOnlyDictionary<string, JsonElement>? Read(JsonElement root, List<Problem> problems)
    {
        Dictionary<string, JsonElement>? others = null;
        foreach (var attribute in root.EnumerateObject())
        {
            if (attribute.Value.ValueKind == JsonValueKind.Null || KeptByName.Contains(attribute.Name)) continue;
            if (Wrong(attribute) is { } problem) problems.Add(new($"/{JsonPointer.Escape(attribute.Name)}", problem));
            else if (attribute.Name != "sequence" || attribute.Value.ValueKind == JsonValueKind.Number)
                (others ??= new(StringComparer.Ordinal))[attribute.Name] = attribute.Value;
        }

        return others;
    }

    /// <summary>Returns what is wrong with a text as an attribute's value: control characters and Unicode noncharacters.</summary>
    public static string? Disallowed(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || rune.Value is >= 0xFDD0 and <= 0xFDEF || (rune.Value & 0xFFFE) == 0xFFFE)
                return $"must not contain U+{rune.Value:X4}";
        }

        return null;
    }

    private static string? Wrong(JsonProperty attribute) => attribute.Name switch
    {
        _ when attribute.Name.Length == 0 || attribute.Name.AsSpan().ContainsAnyExcept(NameCharacters) =>
            "is not an attribute: names are lower-case letters a to z and digits. Fields of the report go into data",
        _ when Reserved.Contains(attribute.Name) => "is set by the platform: choose another name",
        "sequence" or "partitionkey" or "datacontenttype" => null, // checked where they are used
        "subject" when attribute.Value.ValueKind != JsonValueKind.String || attribute.Value.ValueEquals("") =>
            "must be a string that is not empty",
        "dataschema" when attribute.Value.ValueKind != JsonValueKind.String
            || !Uri.IsWellFormedUriString(attribute.Value.GetString(), UriKind.Absolute) =>
            "must be an absolute URI",
        _ => WrongValue(attribute.Value),
    };

    private static string? WrongValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => null,
        JsonValueKind.String when value.GetString()!.Length > MaxLength => $"must have at most {MaxLength} characters",
        JsonValueKind.String => Disallowed(value.GetString()!),
        JsonValueKind.Number when value.TryGetInt32(out _) && !JsonMarshal.GetRawUtf8Value(value).ContainsAny(".eE"u8) => null,
        _ => $"must be a string, a boolean or a whole number from {int.MinValue} to {int.MaxValue}",
    };
}
