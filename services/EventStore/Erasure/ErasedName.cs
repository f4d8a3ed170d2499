using System.Text.RegularExpressions;

namespace EventPlatform.EventStore.Erasure;

/// <summary>
/// A person's name as reports may write it: its words in their order, in any case, separated by one to three characters that are neither
/// letters nor digits. So <c>Jane Doe</c> also matches <c>JANE DOE</c> and the key <c>jane-doe</c>, but not <c>Jane Doering</c>. In a
/// script without blanks, a name is also found within other text.
/// </summary>
internal sealed partial class ErasedName
{
    private const int FewestLetters = 3;
    private static readonly TimeSpan MatchTime = TimeSpan.FromSeconds(5);

    private readonly Regex pattern;

    private ErasedName(IReadOnlyList<string> words, bool partsWords)
    {
        Words = words;
        var name = string.Join(@"[^\p{L}\p{N}]{1,3}", words.Select(Regex.Escape));
        pattern = new(partsWords ? $@"(?<![\p{{L}}\p{{N}}]){name}(?![\p{{L}}\p{{N}}])" : name,
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchTime);
    }

    /// <summary>The words of the name. Every text with the name contains all of them, in any case.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Returns null if the name is too short to identify a person.</summary>
    public static ErasedName? Of(string? name)
    {
        var words = Word().Matches((name ?? "").Normalize()).Select(word => word.Value).ToList();
        var partsWords = !words.Exists(word => Unparted().IsMatch(word));
        var letters = words.Sum(word => word.Count(char.IsLetter));
        return letters >= FewestLetters || (!partsWords && letters > 1) ? new(words, partsWords) : null;
    }

    public bool IsIn(string text) => pattern.IsMatch(text.Normalize());

    /// <param name="number">The number of the erasure, so that masked mentions of one person stay recognisable as one.</param>
    public string Mask(string text, long number) => IsIn(text) ? pattern.Replace(text.Normalize(), $"erased-person-{number}") : text;

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"[\p{IsCJKUnifiedIdeographs}\p{IsHiragana}\p{IsKatakana}\p{IsThai}]", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Unparted();
}
