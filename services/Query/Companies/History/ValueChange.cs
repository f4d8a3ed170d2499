using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Query.Facts;

namespace EventPlatform.Query.Companies.History;

/// <summary>A value of a fact that changed.</summary>
/// <param name="Pointer">JSON Pointer into the fact.</param>
/// <param name="Before">The value before; absent if there was none.</param>
/// <param name="After">The value after; absent if there is none any more.</param>
internal sealed record ValueChange(string Pointer, JsonElement? Before, JsonElement? After)
{
    /// <summary>Members that differ between any two versions, whatever else changed.</summary>
    private static readonly string[] Bookkeeping = ["knownFrom", "knownTo", "reports"];

    public static IReadOnlyList<ValueChange> Between(FactAnswer before, FactAnswer after) =>
        [.. Between(
                JsonSerializer.SerializeToElement(before, ContractJson.Options),
                JsonSerializer.SerializeToElement(after, ContractJson.Options), "")
            .Where(change => !Bookkeeping.Contains(change.Pointer.Split('/')[1], StringComparer.Ordinal))];

    private static IEnumerable<ValueChange> Between(JsonElement? before, JsonElement? after, string pointer) => (before, after) switch
    {
        ({ ValueKind: JsonValueKind.Object } was, { ValueKind: JsonValueKind.Object } now) =>
            was.EnumerateObject().Concat(now.EnumerateObject()).Select(property => property.Name).Distinct(StringComparer.Ordinal)
            .SelectMany(name => Between(Member(was, name), Member(now, name), $"{pointer}/{name}")),
        ({ } was, { } now) when JsonElement.DeepEquals(was, now) => [],
        _ => [new(pointer, before, after)],
    };

    private static JsonElement? Member(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) ? value : null;
}
