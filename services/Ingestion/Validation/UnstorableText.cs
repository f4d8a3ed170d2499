using System.Runtime.InteropServices;
using System.Text.Json;
using EventPlatform.Contracts;

namespace EventPlatform.Ingestion.Validation;

/// <summary>Postgres cannot hold U+0000 in text, nor half a surrogate pair: both are refused at the door, anywhere in an event.</summary>
internal static class UnstorableText
{
    public static IEnumerable<Problem> In(JsonElement element, string pointer = "") => element.ValueKind switch
    {
        JsonValueKind.String => Problem(() => element.GetString()!, JsonMarshal.GetRawUtf8Value(element), pointer) is { } problem ? [problem] : [],
        JsonValueKind.Array => element.EnumerateArray().Index().SelectMany(item => In(item.Item, $"{pointer}/{item.Index}")),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => In(property, pointer)),
        _ => [],
    };

    private static IEnumerable<Problem> In(JsonProperty property, string pointer) =>
        Problem(() => property.Name, JsonMarshal.GetRawUtf8PropertyName(property), pointer) is { } problem
            ? [problem with { Message = $"has a field whose name {problem.Message}" }]
            : In(property.Value, $"{pointer}/{Escaped(property.Name)}");

    private static Problem? Problem(Func<string> text, ReadOnlySpan<byte> raw, string pointer)
    {
        if (!raw.Contains((byte)'\\')) return null; // both can only come escaped
        try
        {
            return text().Contains('\0', StringComparison.Ordinal) ? new(pointer, "must not contain U+0000") : null;
        }
        catch (InvalidOperationException)
        {
            return new(pointer, "must not contain half of a surrogate pair");
        }
    }

    private static string Escaped(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
