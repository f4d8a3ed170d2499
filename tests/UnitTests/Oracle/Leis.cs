using System.Globalization;
using System.Numerics;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>LEIs with valid check digits.</summary>
internal static class Leis
{
    public static string Of(int number)
    {
        var start = string.Create(CultureInfo.InvariantCulture, $"549300TESTS{number:0000000}");
        return string.Create(CultureInfo.InvariantCulture, $"{start}{98 - (int)(InDigits(start + "00") % 97):00}");
    }

    /// <summary>ISO 7064 MOD 97-10: a letter counts as two digits, A as 10.</summary>
    public static bool AreCheckDigitsRight(string lei) => InDigits(lei) % 97 == 1;

    private static BigInteger InDigits(string text) =>
        BigInteger.Parse(
            string.Concat(text.Select(character =>
                char.IsAsciiDigit(character) ? $"{character}" : $"{char.ToUpperInvariant(character) - 'A' + 10}")),
            CultureInfo.InvariantCulture);
}
