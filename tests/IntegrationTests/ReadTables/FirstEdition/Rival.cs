using System.Globalization;
using System.Text.Json.Nodes;

namespace EventPlatform.IntegrationTests.ReadTables.FirstEdition;

/// <summary>
/// A source that has one in seven of the records of another, the same ones in each release. Some of its values are equal, some near enough
/// to agree or to match, some too far off, and some missing.
/// </summary>
internal static class Rival
{
    public const string Source = "/feeds/rival";

    /// <summary>Returns null if the rival does not have the record.</summary>
    public static JsonObject? Of(JsonObject published)
    {
        var number = ((string)published["recordkey"]!).Sum(letter => letter);
        if (number % 7 != 0) return null;
        var rival = published.DeepClone().AsObject();
        rival["source"] = Source + ((string)published["source"]!)["/feeds".Length..];
        Change(rival["data"]!.AsObject(), number / 7);
        return rival;
    }

    private static void Change(JsonObject data, int number)
    {
        if (number % 5 == 4) Array.ForEach(["amount", "price", "technology"], name => data.Remove(name));
        var more = 1 + number % 3 * 0.008m;
        foreach (var money in new[] { data["amount"], data["price"] }.OfType<JsonObject>())
            money["amount"] = decimal.Round(Number(money["amount"]!) * more);
        if (data["capacity"] is JsonObject capacity) capacity["value"] = decimal.Round(Number(capacity["value"]!) * more, 3);
        if (data["location"]?["lat"] is { } latitude) data["location"]!["lat"] = Math.Min(90, Number(latitude) + number % 8 * 0.01m);
        if (data["units"] is { } units) data["units"] = Number(units) + number % 2;
        if ((string?)data["on"] is { Length: 10 } day && number % 4 > 1) data["on"] = number % 4 == 2 ? day[..7] : Later(day, number % 60);
        if (data["round"] is not null && number % 6 == 5) data["round"] = "unknown";
        if (number % 11 == 10) Array.ForEach(["round", "plant"], name => Doubt(data, name));
    }

    private static void Doubt(JsonObject data, string name)
    {
        if (data[name] is not null) data["status"] = name == "plant" ? "cancelled" : "announced";
    }

    private static decimal Number(JsonNode node) => decimal.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Later(string day, int days) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(days)
        .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
