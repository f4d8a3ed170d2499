using System.Text.Encodings.Web;
using System.Text.Json;

namespace EventPlatform.Dashboard.Ops.Failures;

/// <summary>The JSON of a report for people. Text that is no JSON stays as it is.</summary>
internal static class LetterData
{
    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Indented(string text) => Read(text) is { } json ? JsonSerializer.Serialize(json, Readable) : text;

    /// <summary>Returns the report's data alone, for editing; null if the payload is no report.</summary>
    public static string? DataOf(string payload) =>
        Read(payload) is { ValueKind: JsonValueKind.Object } report && report.TryGetProperty("data", out var data)
            ? JsonSerializer.Serialize(data, Readable)
            : null;

    /// <summary>Returns the value at a pointer that begins with <c>/data</c>; null if there is none.</summary>
    public static string? ValueAt(string text, string? pointer)
    {
        if (pointer is null || !pointer.StartsWith("/data", StringComparison.Ordinal) || Read(text) is not { } at) return null;
        foreach (var step in pointer["/data".Length..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (at.ValueKind is JsonValueKind.Array && int.TryParse(name, out var index) && index < at.GetArrayLength()) at = at[index];
            else if (at.ValueKind is JsonValueKind.Object && at.TryGetProperty(name, out var member)) at = member;
            else return null;
        }

        return at.GetRawText();
    }

    private static JsonElement? Read(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
