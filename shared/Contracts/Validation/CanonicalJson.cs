using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace EventPlatform.Contracts.Validation;

/// <summary>
/// JSON with sorted object keys, text in NFC, no white space, numbers without trailing zeros, partial dates in one form, and without empty
/// members (null, empty lists and objects). Equal content gives equal text.
/// </summary>
public static class CanonicalJson
{
    private const string Date = "date";

    /// <summary>The bytes of a string that every JSON writer leaves unchanged.</summary>
    private static readonly SearchValues<byte> Itself = SearchValues.Create(
        Enumerable.Range(' ', '~' - ' ' + 1).Select(character => (byte)character).Except("\"\\<>&'+`"u8.ToArray()).ToArray());

    /// <param name="shape">Shows which of the values are partial dates; if it is null, none are.</param>
    public static void Write(Utf8JsonWriter writer, JsonElement element, ContractShape? shape = null)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String when IsDate(shape):
                WriteDate(writer, element);
                break;
            case JsonValueKind.Object when IsDate(shape) && OnlyDateOf(element) is { } date:
                WriteDate(writer, date);
                break;
            case JsonValueKind.Object:
                writer.WriteStartObject();
                WriteProperties(writer, element, shape);
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) Write(writer, item, shape?.ItemsOrNull);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number when JsonNumber.IsShortInteger(JsonMarshal.GetRawUtf8Value(element)):
            case JsonValueKind.String when !JsonMarshal.GetRawUtf8Value(element)[1..^1].ContainsAnyExcept(Itself):
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(element), skipInputValidation: true);
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(JsonNumber.Parse(element).ToString());
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(element.GetString()!.Normalize());
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static void WriteProperties(Utf8JsonWriter writer, JsonElement element, ContractShape? shape)
    {
        var properties = ArrayPool<(string Name, JsonElement Value)>.Shared.Rent(element.GetPropertyCount());
        var count = 0;
        foreach (var property in element.EnumerateObject())
        {
            if (!SaysNothing(property.Value)) properties[count++] = (property.Name.Normalize(), property.Value);
        }

        properties.AsSpan(0, count).Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name));
        foreach (var (name, value) in properties.AsSpan(0, count))
        {
            writer.WritePropertyName(name);
            if (IsDate(shape) && name == Date) WriteDate(writer, value);
            else Write(writer, value, shape?.Find(name)?.Shape);
        }

        ArrayPool<(string Name, JsonElement Value)>.Shared.Return(properties, clearArray: true);
    }

    /// <summary>True for a member that can be left out. The items of a list are never left out, not even null.</summary>
    private static bool SaysNothing(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.EnumerateObject().All(member => SaysNothing(member.Value)),
        _ => false,
    };

    private static bool IsDate(ContractShape? shape) => shape?.Info.Type == typeof(PartialDate);

    /// <summary>Returns the date of an object that has a date but no wording; otherwise null.</summary>
    private static JsonElement? OnlyDateOf(JsonElement worded) =>
        worded.EnumerateObject().All(member => member.NameEquals(Date) || SaysNothing(member.Value))
            && worded.TryGetProperty(Date, out var date)
            ? date : null;

    private static void WriteDate(Utf8JsonWriter writer, JsonElement date)
    {
        if (date.ValueKind == JsonValueKind.String && PartialDate.TryParse(date.GetString(), out var read))
            writer.WriteStringValue(read.Text);
        else Write(writer, date);
    }
}
