using System.Globalization;
using System.Text;

namespace EventPlatform.Contracts;

/// <summary>Names as they are compared: NFKC, case-folded, punctuation out.</summary>
public static class NormalisedName
{
    /// <summary>For products, regions and plants: the words joined by hyphens; the folded text where it has none.</summary>
    public static string Of(string name) => Joined(name) is { Length: > 0 } words ? words : Fold(name).Trim();

    internal static string Joined(string text) => string.Join('-', Words(text));

    internal static List<string> Words(string text)
    {
        if (Ascii.IsValid(text)) return WordsOfAscii(text);
        var kept = new StringBuilder();
        foreach (var rune in Fold(text).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
                kept.Append(rune.ToString());
            else if (Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.DashPunctuation || rune.Value is '/' or '_')
                kept.Append(' ');
        }
        return [.. kept.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>The same for what most names are: there is nothing to normalise.</summary>
    private static List<string> WordsOfAscii(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                word.Append(char.ToLowerInvariant(c));
            }
            else if ((char.IsWhiteSpace(c) || c is '-' or '/' or '_') && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        if (word.Length > 0) words.Add(word.ToString());
        return words;
    }

    // Simple case folding through upper case joins what lower case alone keeps apart (final sigma, long s)
    private static string Fold(string text) =>
        text.Normalize(NormalizationForm.FormKC).ToUpperInvariant().ToLowerInvariant().Normalize(NormalizationForm.FormKC);
}
