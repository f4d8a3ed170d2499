using System.Text.Json;

namespace EventPlatform.Cli.Import.Reports;

/// <summary>Messages about a place in an event, with the value that it has.</summary>
internal static class SaidValue
{
    private const int Longest = 60;

    /// <param name="pointer">JSON Pointer (RFC 6901) into the event.</param>
    public static string With(JsonElement root, string pointer, string message) => Find(root, pointer) is { } value
        ? $"{pointer}: '{(value.Length > Longest ? $"{value[..Longest]}…" : value)}' {message}"
        : pointer.Length == 0 ? message : $"{pointer}: {message}";

    /// <summary>Null where there is no plain value.</summary>
    private static string? Find(JsonElement element, string pointer)
    {
        foreach (var step in pointer.Split('/').Skip(1).Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(step, out var field)) element = field;
            else if (element.ValueKind == JsonValueKind.Array && int.TryParse(step, out var index) && index < element.GetArrayLength()) element = element[index];
            else return null;
        }

        return element.ValueKind is JsonValueKind.String or JsonValueKind.Number ? element.ToString() : null;
    }
}
