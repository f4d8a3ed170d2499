using System.Globalization;
using System.Text;

namespace EventPlatform.Contracts;

/// <summary>
/// Splits a name into the words by which names are compared. ™ ® ℠ © are dropped, then the text is converted to NFKC and case-folded. The
/// letters of an abbreviation with points form one word (<c>U.S.</c> → <c>us</c>), apostrophes within a word vanish, and <c>&amp;</c> is
/// the word <c>and</c>. Every other run of characters that are neither letters nor digits separates words.
/// </summary>
public static class NormalisedName
{
    private const string Dropped = "™®℠©";
    private const string Apostrophes = "'’‘ʼʻ`′";

    /// <summary>The form for products, regions and plants: the words joined by hyphens, or the folded text if it has no words.</summary>
    public static string Of(string name) => string.Join('-', Words(name)) is { Length: > 0 } words ? words : Fold(name).Trim();

    /// <summary>True if a text consists of folded letters and digits joined by single hyphens.</summary>
    internal static bool IsSlug(string text) =>
        Array.TrueForAll(
            text.Split('-'),
            part => part.Length > 0 && EndOf(part, 0, static rune => Rune.IsLetterOrDigit(rune) || IsMark(rune)) == part.Length)
            && string.Equals(text, FoldCase(text), StringComparison.Ordinal);

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

    /// <summary>True for a single letter, with or without accents.</summary>
    private static bool IsLetter(string word) =>
        Rune.GetRuneAt(word, 0) is var first && Rune.IsLetter(first) && word.AsSpan(first.Utf16SequenceLength).EnumerateRunes() is var rest
            && All(rest, IsMark);

    private static bool All(SpanRuneEnumerator runes, Func<Rune, bool> are)
    {
        foreach (var rune in runes)
        {
            if (!are(rune)) return false;
        }

        return true;
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsApostrophe(Rune rune) => rune.IsBmp && Apostrophes.Contains((char)rune.Value, StringComparison.Ordinal);

    private static string Fold(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();
        // NFKC would turn a lone ´ into a blank and an accent, and ™ into letters
        var spelled = string.Concat(text.Where(character => !Dropped.Contains(character, StringComparison.Ordinal))).Replace('´', '\'');
        return FoldCase(spelled).Replace("ß", "ss", StringComparison.Ordinal);
    }

    // Case folding through upper case unites letters that lower case alone keeps apart (final sigma, long s)
    private static string FoldCase(string text) =>
        text.Normalize(NormalizationForm.FormKC).ToUpperInvariant().ToLowerInvariant().Normalize(NormalizationForm.FormKC);
}
