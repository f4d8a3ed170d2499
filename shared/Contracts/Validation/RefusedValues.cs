using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace EventPlatform.Contracts.Validation;

/// <summary>
/// Finds values that are refused anywhere in an event, in known and unknown fields. Control characters other than tab and line ends, and
/// U+FFFE, have no meaning. Postgres cannot store U+0000, half of a surrogate pair, or numbers beyond its range.
/// </summary>
public static class RefusedValues
{
    private const int MaxMagnitude = 300;

    /// <summary>The bytes of JSON text that are never escaped and never refused.</summary>
    private static readonly SearchValues<byte> Plain =
        SearchValues.Create([.. Enumerable.Range(0x20, 0x5f).Select(character => (byte)character).Where(character => character != '\\')]);

    public static IEnumerable<Problem> In(JsonElement element, string pointer = "") => IsPlain(element) ? [] : Search(element, pointer);

    /// <summary>True if no closer search is needed. Most events end here, without an allocation.</summary>
    private static bool IsPlain(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    if (JsonMarshal.GetRawUtf8PropertyName(property).ContainsAnyExcept(Plain) || !IsPlain(property.Value)) return false;
                }

                return true;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    if (!IsPlain(item)) return false;
                }

                return true;
            case JsonValueKind.String: return !JsonMarshal.GetRawUtf8Value(element).ContainsAnyExcept(Plain);
            case JsonValueKind.Number: return JsonNumber.IsShortInteger(JsonMarshal.GetRawUtf8Value(element));
            default: return true;
        }
    }

    private static IEnumerable<Problem> Search(JsonElement element, string pointer) => element.ValueKind switch
    {
        JsonValueKind.String =>
            Problem(() => element.GetString()!, JsonMarshal.GetRawUtf8Value(element), pointer) is { } problem ? [problem] : [],
        JsonValueKind.Array => element.EnumerateArray().Index().SelectMany(item => Search(item.Item, $"{pointer}/{item.Index}")),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Search(property, pointer)),
        JsonValueKind.Number when Math.Abs(JsonNumber.Parse(element).Magnitude) > MaxMagnitude =>
            [new(pointer, $"must be between 1e-{MaxMagnitude} and 1e{MaxMagnitude}")],
        _ => [],
    };

    private static IEnumerable<Problem> Search(JsonProperty property, string pointer) =>
        Problem(() => property.Name, JsonMarshal.GetRawUtf8PropertyName(property), pointer) is { } problem
            ? [problem with { Message = $"has a field whose name {problem.Message}" }]
            : Search(property.Value, $"{pointer}/{JsonPointer.Escape(property.Name)}");

    private static Problem? Problem(Func<string> text, ReadOnlySpan<byte> raw, string pointer)
    {
        if (!raw.ContainsAnyExcept(Plain)) return null;
        try
        {
            var found = text().FirstOrDefault(IsRefused, ' ');
            return found == ' ' ? null : new(pointer, $"must not contain U+{(int)found:X4}");
        }
        catch (InvalidOperationException)
        {
            return new(pointer, "must not contain half of a surrogate pair");
        }
    }

    // U+FFFE is not a character and cannot be normalised
    private static bool IsRefused(char character) =>
        (char.IsControl(character) && character is not ('\t' or '\n' or '\r')) || character == '\uFFFE';
}
