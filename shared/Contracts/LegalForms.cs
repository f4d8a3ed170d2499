using System.Collections.Frozen;

namespace EventPlatform.Contracts;

/// <summary>
/// Legal forms of companies (Inc, GmbH &amp; Co. KG, 株式会社), from LegalForms.txt, which names its sources. In a script without blanks, a
/// form is also dropped from the end of the last word.
/// </summary>
internal static class LegalForms
{
    private const string Article = "the"; // not a name by itself, as in The Limited, The Company

    private static readonly string[][] All =
    [
        .. Resources.Lines("LegalForms.txt").Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => NormalisedName.Words(line).ToArray())
    ];
    private static readonly FrozenSet<string> Spelled = All.Select(form => string.Join(' ', form)).ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> LastWords = All.Select(form => form[^1]).ToFrozenSet(StringComparer.Ordinal);
    private static readonly string[] Unspaced =
    [
        .. All.Where(form => form is [{ Length: > 1 } only] && only.All(IsUnspaced)).Select(form => form[0])
            .OrderByDescending(form => form.Length)
    ];
    private static readonly int Longest = All.Max(form => form.Length);

    /// <summary>Drops the forms at the end, longest first, and leaves at least one word.</summary>
    public static void Drop(List<string> words)
    {
        while (DropWords(words) || DropFromLastWord(words))
        {
        }
    }

    private static bool DropWords(List<string> words)
    {
        if (words.Count < 2 || !LastWords.Contains(words[^1])) return false;
        for (var count = Math.Min(Longest, words.Count - 1); count > 0; count--)
        {
            if (words.Count - count == 1 && words[0] == Article) continue;
            if (!Spelled.Contains(string.Join(' ', words.TakeLast(count)))) continue;
            words.RemoveRange(words.Count - count, count);
            return true;
        }

        return false;
    }

    private static bool DropFromLastWord(List<string> words)
    {
        if (words.Count == 0 || !IsUnspaced(words[^1][^1])) return false;
        var form = Array.Find(Unspaced, form => words[^1].Length > form.Length && words[^1].EndsWith(form, StringComparison.Ordinal));
        if (form is null) return false;
        words[^1] = words[^1][..^form.Length];
        return true;
    }

    /// <summary>Han, kana and Hangul.</summary>
    private static bool IsUnspaced(char letter) => letter is >= '\u3040' and <= '\u9fff' or >= '\uac00' and <= '\ud7a3';
}
