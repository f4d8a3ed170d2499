using System.Text.Json;

namespace EventPlatform.Contracts.Validation;

/// <summary>Finds fields of one object whose names are equal in NFC. Only one of them could be stored.</summary>
internal static class SameNames
{
    public static IEnumerable<Problem> In(JsonElement element, string pointer) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Index().SelectMany(item => In(item.Item, $"{pointer}/{item.Index}")),
        JsonValueKind.Object => element.EnumerateObject().GroupBy(field => field.Name.Normalize(), StringComparer.Ordinal)
            .SelectMany(same => In(same, $"{pointer}/{JsonPointer.Escape(same.Key)}")),
        _ => [],
    };

    private static IEnumerable<Problem> In(IEnumerable<JsonProperty> same, string pointer) => same.Skip(1).Any()
        ? [new(pointer, "must be sent once: two names are the same in Unicode NFC")]
        : In(same.First().Value, pointer);
}
