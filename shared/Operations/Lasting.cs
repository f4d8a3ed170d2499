using System.Globalization;

namespace EventPlatform.Operations;

/// <summary>Formats a duration for people.</summary>
public static class Lasting
{
    public static string Of(double seconds) => seconds switch
    {
        < 10 => Text(Math.Round(seconds, 1), "s"),
        < 120 => Text(Math.Round(seconds), "s"),
        < 7200 => Text(Math.Round(seconds / 60), "min"),
        < 172_800 => Text(Math.Round(seconds / 3600), "h"),
        _ => Text(Math.Round(seconds / 86_400), "days"),
    };

    private static string Text(double number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number:0.#} {unit}");
}
