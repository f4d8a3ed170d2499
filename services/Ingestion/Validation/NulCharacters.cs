using System.Text.Json;
using EventPlatform.Contracts;

namespace EventPlatform.Ingestion.Validation;

/// <summary>Postgres cannot hold U+0000 in text, nor half a surrogate pair: both are refused at the door, anywhere in an event.</summary>
internal static class NulCharacters
{
    public static void Check(JsonElement element, string pointer, List<Problem> problems)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String: CheckText(element.GetRawText(), () => element.GetString()!, pointer, problems); break;
            case JsonValueKind.Array:
                foreach (var (index, item) in element.EnumerateArray().Index()) Check(item, $"{pointer}/{index}", problems);
                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    var at = $"{pointer}/{property.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
                    if (property.Name.Contains('\0', StringComparison.Ordinal)) problems.Add(new(pointer, "must not have a field name with U+0000"));
                    Check(property.Value, at, problems);
                }

                break;
        }
    }

    private static void CheckText(string raw, Func<string> text, string pointer, List<Problem> problems)
    {
        if (!raw.Contains('\\', StringComparison.Ordinal)) return; // both can only come escaped
        try
        {
            if (text().Contains('\0', StringComparison.Ordinal)) problems.Add(new(pointer, "must not contain U+0000"));
        }
        catch (InvalidOperationException)
        {
            problems.Add(new(pointer, "must not contain half of a surrogate pair"));
        }
    }
}
