using System.Buffers.Text;
using System.Text.Json;

namespace EventPlatform.Query;

/// <summary>Where a page of a list ended: the sort key of its last item, in parts.</summary>
internal static class Cursor
{
    public static string Of(params string[] parts) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(parts));

    /// <summary>Null where it is none.</summary>
    public static string[]? Read(string text)
    {
        if (!Base64Url.IsValid(text)) return null;
        try
        {
            return JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(text));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
