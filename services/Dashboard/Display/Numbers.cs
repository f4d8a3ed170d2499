using System.Globalization;
using EventPlatform.Contracts;

namespace EventPlatform.Dashboard.Display;

/// <summary>Numbers as people write them.</summary>
internal static class Numbers
{
    private static readonly (decimal From, string Word)[] Scales = [(1e12m, "trillion"), (1e9m, "billion"), (1e6m, "million")];

    /// <summary>Formats the exact number, with digits in groups of three.</summary>
    public static string Of(decimal number) => number.ToString("#,##0.##########", CultureInfo.InvariantCulture);

    public static string Of(Money money) => Amount(money.Amount, money.Currency);

    public static string Amount(decimal amount, string currency) => $"{currency} {Of(amount)}";

    /// <summary>Rounds to three digits, for headings. The exact number is beside it or in its title.</summary>
    public static string Short(decimal number)
    {
        foreach (var (from, word) in Scales)
        {
            if (Math.Abs(number) >= from) return $"{Rounded(number / from)} {word}";
        }

        return Math.Abs(number) >= 1000 ? Of(Math.Round(number)) : Rounded(number);
    }

    /// <summary>Rounds to three digits, for axes.</summary>
    public static string Tick(decimal number) => Math.Abs(number) switch
    {
        >= 1e12m => $"{Rounded(number / 1e12m)} T",
        >= 1e9m => $"{Rounded(number / 1e9m)} B",
        >= 1e6m => $"{Rounded(number / 1e6m)} M",
        >= 1e3m => $"{Rounded(number / 1e3m)} k",
        _ => Rounded(number),
    };

    public static string Bytes(long bytes) => bytes switch
    {
        >= 1L << 30 => $"{Rounded(bytes / (decimal)(1L << 30))} GiB",
        >= 1L << 20 => $"{Rounded(bytes / (decimal)(1L << 20))} MiB",
        >= 1L << 10 => $"{Rounded(bytes / (decimal)(1L << 10))} KiB",
        _ => $"{bytes} bytes",
    };

    /// <summary>Returns text such as "1 round" and "2 rounds".</summary>
    public static string Count(long count, string one, string? many = null) => $"{Of(count)} {(count == 1 ? one : many ?? $"{one}s")}";

    private static string Rounded(decimal number)
    {
        var digits = Math.Abs(number) switch { >= 100 => 0, >= 10 => 1, _ => 2 };
        return Math.Round(number, digits, MidpointRounding.AwayFromZero).ToString("#,##0.##", CultureInfo.InvariantCulture);
    }
}
