using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace EventPlatform.Contracts.Validation;

/// <summary>
/// What is refused anywhere in an event, known field or not: control characters other than tab and line ends, and U+FFFE, which say nothing; U+0000, half a
/// surrogate pair and numbers beyond all measure, which Postgres cannot hold.
/// </summary>
public static class RefusedValues
{
    private const int MaxMagnitude = 300;

    /// <summary>Bytes of JSON text that stand for themselves, and are never refused.</summary>
    private static readonly SearchValues<byte> Plain = SearchValues.Create([.. Enumerable.Range(0x20, 0x5f).Select(character => (byte)character).Where(character => character != '\\')]);

    public static IEnumerable<Problem> In(JsonElement element, string pointer = "") => element.ValueKind switch
    {
        JsonValueKind.String => Problem(() => element.GetString()!, JsonMarshal.GetRawUtf8Value(element), pointer) is { } problem ? [problem] : [],
        JsonValueKind.Array => element.EnumerateArray().Index().SelectMany(item => In(item.Item, $"{pointer}/{item.Index}")),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => In(property, pointer)),
        JsonValueKind.Number when Math.Abs(JsonNumber.Parse(element).Magnitude) > MaxMagnitude => [new(pointer, $"must be between 1e-{MaxMagnitude} and 1e{MaxMagnitude}")],
        _ => [],
    };

    private static IEnumerable<Problem> In(JsonProperty property, string pointer) =>
        Problem(() => property.Name, JsonMarshal.GetRawUtf8PropertyName(property), pointer) is { } problem
            ? [problem with { Message = $"has a field whose name {problem.Message}" }]
            : In(property.Value, $"{pointer}/{JsonPointer.Escape(property.Name)}");

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

    // U+FFFE is no character: it cannot be normalised
    private static bool IsRefused(char character) => (char.IsControl(character) && character is not ('\t' or '\n' or '\r')) || character == '\uFFFE';
}
