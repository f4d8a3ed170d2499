using System.Text.RegularExpressions;

namespace EventPlatform.EventStore.Erasure;

/// <summary>
/// A person's name as reports may write it: its words in their order, in any case, with one to three characters between them that are no
/// letter and no digit. So <c>Jane Doe</c> is also <c>JANE DOE</c> and the key <c>jane-doe</c>, and not <c>Jane Doering</c>. A name in a
/// script that does not part words is found within other text.
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

    /// <summary>Every text with the name has all of them, in some case.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Null if it is too short to mean one person.</summary>
    public static ErasedName? Of(string? name)
    {
        var words = Word().Matches((name ?? "").Normalize()).Select(word => word.Value).ToList();
        var partsWords = !words.Exists(word => Unparted().IsMatch(word));
        var letters = words.Sum(word => word.Count(char.IsLetter));
        return letters >= FewestLetters || (!partsWords && letters > 1) ? new(words, partsWords) : null;
    }

    public bool IsIn(string text) => pattern.IsMatch(text.Normalize());

    /// <param name="number">The number of the erasure: what was one person stays one.</param>
    public string Mask(string text, long number) => IsIn(text) ? pattern.Replace(text.Normalize(), $"erased-person-{number}") : text;

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"[\p{IsCJKUnifiedIdeographs}\p{IsHiragana}\p{IsKatakana}\p{IsThai}]", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Unparted();
}
