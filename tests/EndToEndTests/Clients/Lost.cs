using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventPlatform.EndToEndTests.Clients;

/// <summary>Finds the parts of an answer that a client did not read or read as something else. A client may add its own defaults.</summary>
internal static class Lost
{
    public static IEnumerable<string> Of(JsonNode? answered, JsonNode? read, string at = "") => (answered, read) switch
    {
        (JsonObject members, JsonObject all) => members.SelectMany(member => Of(member.Value, all[member.Key], $"{at}/{member.Key}")),
        (JsonArray items, JsonArray all) when items.Count == all.Count =>
            items.SelectMany((item, index) => Of(item, all[index], $"{at}/{index}")),
        (JsonArray { Count: 0 }, null) => [],
        _ => IsSame(answered, read) ? [] : [$"{at}: {answered?.ToJsonString()} was read as {read?.ToJsonString() ?? "nothing"}"],
    };

    private static bool IsSame(JsonNode? answered, JsonNode? read) => (answered?.GetValueKind(), read?.GetValueKind()) switch
    {
        (JsonValueKind.Number, JsonValueKind.Number) => Exactly(answered!) == Exactly(read!),
        (JsonValueKind.String, JsonValueKind.String) => (string)answered! == (string)read!
            || (Time((string)answered!) is { } time && time == Time((string)read!)),
        _ => JsonNode.DeepEquals(answered, read),
    };

    private static decimal Exactly(JsonNode number) =>
        decimal.Parse(number.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
