using System.Collections.Frozen;
using EventPlatform.Contracts;

namespace EventPlatform.Cli.Import.Values;

/// <summary>Signs, abbreviations and ISO 4217 codes that stand with amounts.</summary>
internal static class CurrencySigns
{
    private static readonly FrozenDictionary<string, string[]> Signs = Load();

    /// <summary>The codes that a sign may mean, none for parts such as cents; null where the text is no sign.</summary>
    public static IReadOnlyList<string>? Find(string text) => Signs.GetValueOrDefault(text)
        ?? (text.Length == 3 && Currencies.Find(text.ToUpperInvariant()) is not null ? [text.ToUpperInvariant()] : null);

    /// <summary>What is wrong with a sign beside an amount in a currency (null: in none); null where nothing is.</summary>
    public static string? Problem(string sign, string? currency)
    {
        var codes = Find(sign) ?? [];
        if (codes.Count == 0) return $"'{sign}' is a part of a currency's unit";
        if (currency is null) return $"it has '{sign}', but is not an amount of money here: say 'currency: {codes[0]}' beside 'as: number'";
        return codes.Contains(currency, StringComparer.OrdinalIgnoreCase) ? null : $"'{sign}' means {string.Join(" or ", codes.Take(3))}, and the amount is in {currency}";
    }

    private static FrozenDictionary<string, string[]> Load()
    {
        using var resource = typeof(CurrencySigns).Assembly.GetManifestResourceStream("currency-signs.csv")!;
        using var lines = new StreamReader(resource);
        return lines.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#')).Select(line => line.Split(';'))
            .ToFrozenDictionary(cells => cells[0], cells => cells[1].Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
    }
}
