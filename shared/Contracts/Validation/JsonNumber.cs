using System.Globalization;
using System.Text.Json;

namespace EventPlatform.Contracts.Validation;

/// <summary>A JSON number of any size: its digits without zeros at either end, and the power of ten by which they are multiplied.</summary>
/// <param name="Digits">Empty for zero.</param>
public readonly record struct JsonNumber(bool IsNegative, string Digits, long Exponent)
{
    private const int MaxPlain = 28;
    private const int MaxShort = 15;

    /// <summary>The power of ten of the first digit.</summary>
    public long Magnitude => Digits.Length == 0 ? 0 : Exponent + Digits.Length - 1;

    /// <summary>
    /// True for an integer of at most 15 digits without a sign: it is written as <see cref="ToString"/> would write it, and is within every
    /// limit.
    /// </summary>
    public static bool IsShortInteger(ReadOnlySpan<byte> number) =>
        number.Length <= MaxShort && !number.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    public static JsonNumber Parse(JsonElement number)
    {
        var parts = number.GetRawText().TrimStart('-').Split('e', 'E');
        var exponent = parts.Length == 1 ? 0
            : long.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read) ? read
            : parts[1][0] == '-' ? long.MinValue / 2 : long.MaxValue / 2;
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? parts[0] : parts[0].Remove(point, 1);
        exponent -= point < 0 ? 0 : parts[0].Length - point - 1;
        var significant = digits.TrimEnd('0');
        exponent += digits.Length - significant.Length;
        significant = significant.TrimStart('0');
        return significant.Length == 0 ? new(false, "", 0) : new(number.GetRawText()[0] == '-', significant, exponent);
    }

    /// <summary>Returns equal texts for equal numbers: plain if the number is short, otherwise with an exponent.</summary>
    public override string ToString() => (IsNegative ? "-" : "") + (Digits, Exponent) switch
    {
        ("", _) => "0",
        (_, >= 0 and <= MaxPlain) => Digits + new string('0', (int)Exponent),
        (_, < 0 and >= -MaxPlain) when Digits.Length > -Exponent => Digits.Insert(Digits.Length + (int)Exponent, "."),
        (_, < 0 and >= -MaxPlain) => "0." + Digits.PadLeft((int)-Exponent, '0'),
        _ => $"{Digits}E{Exponent}",
    };
}
