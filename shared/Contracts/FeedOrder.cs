using System.Globalization;
using System.Numerics;

namespace EventPlatform.Contracts;

/// <summary>Decides which of two reports of a record is the newer one (docs/facts.md, R4).</summary>
public static class FeedOrder
{
    /// <summary>
    /// Compares by the feed's order if both have a sequence: numbers as numbers, other text as CloudEvents compares it. Otherwise the later
    /// arrival is newer.
    /// </summary>
    public static int Compare(string? sequence, string? earlier) => (sequence, earlier) switch
    {
        (null, _) or (_, null) => 1,
        _ when Number(sequence) is { } a && Number(earlier) is { } b => a.CompareTo(b),
        _ => string.CompareOrdinal(sequence, earlier),
    };

    private static BigInteger? Number(string text) =>
        BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
