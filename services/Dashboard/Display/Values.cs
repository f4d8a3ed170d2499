using System.Text.Json;
using EventPlatform.Contracts;

namespace EventPlatform.Dashboard.Display;

/// <summary>Members of a fact as text.</summary>
internal static class Values
{
    /// <summary>Returns the name of a pointer, such as "Amount, currency" for <c>/data/amount/currency</c>.</summary>
    public static string Name(string pointer)
    {
        var parts = pointer.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part is not "data").Select(Words.Of).ToList();
        return parts.Count == 0 ? "" : string.Join(", ", parts.Take(1).Concat(parts.Skip(1).Select(part => part.ToLowerInvariant())));
    }

    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => Numbers.Of(value.GetDecimal()),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Null => "nothing",
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Of)),
        _ => OfObject(value),
    };

    private static string OfObject(JsonElement value)
    {
        if (Number(value, "amount") is { } amount && value.TryGetProperty("currency", out var currency))
            return Numbers.Of(new Money(amount, currency.GetString()!));
        if (Number(value, "value") is { } number && value.TryGetProperty("unit", out var unit))
            return $"{Numbers.Of(number)} {unit.GetString()}";
        if (value.TryGetProperty("date", out var date)) return date.GetString()!;
        if (value.TryGetProperty("name", out var name)) return name.GetString()!;
        if (value.TryGetProperty("party", out var party)) return Of(party);
        if (value.TryGetProperty("country", out _)) return OfPlace(value);
        return string.Join(", ", value.EnumerateObject().Select(one => $"{Words.Of(one.Name).ToLowerInvariant()} {Of(one.Value)}"));
    }

    private static string OfPlace(JsonElement value)
    {
        var place = value.Deserialize<Location>(ContractJson.Options)!;
        var point = place is { Lat: { } lat, Lon: { } lon } ? $"{Degrees(lat, "N", "S")} {Degrees(lon, "E", "W")}" : "";
        return string.Join(", ", new[] { Words.Place(place), place.Approximate == true ? $"about {point}" : point }.Where(text => text.Length > 0));
    }

    /// <summary>As 50.8246° N.</summary>
    private static string Degrees(decimal degrees, string positive, string negative) =>
        $"{Numbers.Of(Math.Round(Math.Abs(degrees), 4))}° {(degrees < 0 ? negative : positive)}";

    private static decimal? Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number ? value.GetDecimal() : null;
}
