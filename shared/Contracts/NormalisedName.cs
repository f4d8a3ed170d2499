using System.Globalization;
using System.Text;

namespace EventPlatform.Contracts;

/// <summary>
/// Names as they are compared: the words of a name. ™ ® ℠ © are dropped, then NFKC and case-folding; letters of an abbreviation with points
/// are one word (<c>U.S.</c> → <c>us</c>), apostrophes within a word vanish, <c>&amp;</c> is the word <c>and</c>, and every other run of
/// characters that are neither letters nor digits parts words.
/// </summary>
public static class NormalisedName
{
    private const string Dropped = "™®℠©";
    private const string Apostrophes = "'’‘ʼʻ`′";

    /// <summary>For products, regions and plants: the words joined by hyphens; the folded text where it has none.</summary>
    public static string Of(string name) => string.Join('-', Words(name)) is { Length: > 0 } words ? words : Fold(name).Trim();

    /// <summary>True where a text is letters and digits, folded, joined by single hyphens.</summary>
    internal static bool IsSlug(string text) =>
        Array.TrueForAll(text.Split('-'), part => part.Length > 0 && EndOf(part, 0, static rune => Rune.IsLetterOrDigit(rune) || IsMark(rune)) == part.Length) && string.Equals(text, FoldCase(text), StringComparison.Ordinal);

    internal static List<string> Words(string name)
    {
        var text = Fold(name);
        var words = new List<string>();
        var afterLetter = false;
        for (int at = 0, start; at < text.Length; at = EndOf(text, start, IsPartOfWord))
        {
            start = EndOf(text, at, static rune => !IsPartOfWord(rune));
            var gap = text.AsSpan(at, start - at);
            if (gap.Contains('&')) words.Add("and");
            if (start == text.Length) break;
            var word = text[start..EndOf(text, start, IsPartOfWord)];
            var isLetter = IsLetter(word);
            var isWithinWord = at > 0 && gap is [var only] && Apostrophes.Contains(only, StringComparison.Ordinal);
            if (isWithinWord || (gap is "." && afterLetter && isLetter)) words[^1] += word;
            else words.Add(word);
            afterLetter = isLetter && !isWithinWord;
        }

        return words;
    }

    private static int EndOf(string text, int start, Func<Rune, bool> belongs)
    {
        var end = start;
        while (end < text.Length && Rune.TryGetRuneAt(text, end, out var rune) && belongs(rune)) end += rune.Utf16SequenceLength;
        return end;
    }

    private static bool IsPartOfWord(Rune rune) => (Rune.IsLetterOrDigit(rune) && !IsApostrophe(rune)) || IsMark(rune);

    /// <summary>A single letter, with its accents.</summary>
    private static bool IsLetter(string word) =>
        Rune.GetRuneAt(word, 0) is var first && Rune.IsLetter(first) && word.AsSpan(first.Utf16SequenceLength).EnumerateRunes() is var rest && All(rest, IsMark);

    private static bool All(SpanRuneEnumerator runes, Func<Rune, bool> are)
    {
        foreach (var rune in runes)
        {
            if (!are(rune)) return false;
        }

        return true;
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsApostrophe(Rune rune) => rune.IsBmp && Apostrophes.Contains((char)rune.Value, StringComparison.Ordinal);

    private static string Fold(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();
        // NFKC makes a blank and an accent of a lone ´, and letters of ™
        var spelled = string.Concat(text.Where(character => !Dropped.Contains(character, StringComparison.Ordinal))).Replace('´', '\'');
        return FoldCase(spelled).Replace("ß", "ss", StringComparison.Ordinal);
    }

    // Simple case folding through upper case joins what lower case alone keeps apart (final sigma, long s)
    private static string FoldCase(string text) =>
        text.Normalize(NormalizationForm.FormKC).ToUpperInvariant().ToLowerInvariant().Normalize(NormalizationForm.FormKC);
}
