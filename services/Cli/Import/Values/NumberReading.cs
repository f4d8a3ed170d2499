using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace EventPlatform.Cli.Import.Values;

/// <summary>
/// Reads <c>1,234.5</c>, <c>$1,000</c>, <c>(500)</c>, <c>2.6E+10</c>, with <c>decimal: ","</c> also <c>1.234,5</c>, and with units <c>1.5 GW</c>.
/// </summary>
internal sealed record NumberReading : IReading
{
    /// <summary>In place of a currency: signs of all currencies are passed over.</summary>
    public const string AnyCurrency = "*";

    public static readonly NumberReading Plain = new();

    private const decimal WithoutTrailingZeros = 1.0000000000000000000000000000m;

    /// <summary>Point or comma; the other one, a blank or an apostrophe may part thousands.</summary>
    public char DecimalMark { get; init; } = '.';

    /// <summary>True for digits in groups as in India: <c>1,00,00,000</c>.</summary>
    public bool HasLakhs { get; init; }

    /// <summary>What may stand behind the number, and what the number is then multiplied with.</summary>
    public IReadOnlyDictionary<string, decimal>? Units { get; init; }

    /// <summary>What every number is multiplied with.</summary>
    public decimal Times { get; init; } = 1;

    /// <summary>Rounds to so many.</summary>
    public int? Decimals { get; init; }

    /// <summary>The currency whose signs may stand with the number; null: no sign may.</summary>
    public string? Currency { get; init; }

    public string Expected => Units is null ? "a number" : $"a number, nor one with a unit of {string.Join(", ", Units.Keys)}";

    public bool TryRead(string text, [NotNullWhen(true)] out string? read) => (read = Read(text).Number) is not null;

    public string Problem(string text) => Read(text).Problem is { } why ? $"is not {Expected}: {why}" : $"is not {Expected}";

    private (string? Number, string? Problem) Read(string text)
    {
        if (NumberParts.Of(text, Units) is not { } parts) return default;
        foreach (var sign in parts.Signs)
        {
            if (Currency != AnyCurrency && CurrencySigns.Problem(sign, Currency) is { } why) return (null, why);
        }

        if (DigitGroups.LostDigits(parts.Digits)) return (null, "a spreadsheet has rounded it to six digits; export the column as a plain number");
        if (DigitGroups.Plain(parts.Digits, DecimalMark, HasLakhs) is not { } digits) return (null, DigitGroups.Hint(parts.Digits, HasLakhs));
        if (!decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return (null, "it is too large");
        try
        {
            number = number * parts.Factor * Times * (parts.IsNegative ? -1 : 1);
        }
        catch (OverflowException)
        {
            return (null, "it is too large");
        }

        if (Decimals is { } decimals) number = decimal.Round(number, decimals, MidpointRounding.AwayFromZero);
        return ((number / WithoutTrailingZeros).ToString(CultureInfo.InvariantCulture), null);
    }
}
