using EventPlatform.Servers;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>R28, with the table from docs/facts.md itself.</summary>
internal static class Technologies
{
    private const string Nothing = "none: says nothing";

    private static readonly Dictionary<string, string[]> Families = File.ReadAllLines(Path.Combine(Machine.Repository, "docs/facts.md"))
        .SkipWhile(line => !line.StartsWith("**R28.", StringComparison.Ordinal))
        .TakeWhile(line => !line.StartsWith("**R29.", StringComparison.Ordinal))
        .Where(line => line.StartsWith('|')).Skip(2).Select(line => line.Trim('|', ' ').Split(" | "))
        .SelectMany(row => row[1].Split(", "), (row, phrase) => (Phrase: phrase, Families: row[0] == Nothing ? [] : row[0].Split(" and ")))
        .ToDictionary(row => row.Phrase, row => row.Families);

    public static IReadOnlyCollection<string> Table => Families.Keys;

    public static bool Differ(string? one, string? other)
    {
        if (SaysNothing(one) || SaysNothing(other)) return false;
        var (ours, theirs) = (FamiliesOf(one!), FamiliesOf(other!));
        return ours.Count > 0 && theirs.Count > 0
            ? !ours.Intersect(theirs).Any()
            : WordsOf(one!).Except(WordsOf(other!)).Any() && WordsOf(other!).Except(WordsOf(one!)).Any();
    }

    private static bool SaysNothing(string? technology) =>
        technology is null
            || (Phrases(technology) is var phrases && phrases.All(Families.ContainsKey) && FamiliesOf(technology).Count == 0);

    private static HashSet<string> FamiliesOf(string technology) =>
        [.. Phrases(technology).SelectMany(phrase => Families.GetValueOrDefault(phrase, []))];

    /// <summary>Splits a text from left to right, each time at the longest phrase of the table, or else one word.</summary>
    private static List<string> Phrases(string technology)
    {
        var (words, phrases) = (WordsOf(technology), new List<string>());
        while (words.Length > 0)
        {
            var length = Enumerable.Range(1, words.Length).Reverse()
                .FirstOrDefault(count => Families.ContainsKey(string.Join(' ', words[..count])), 1);
            phrases.Add(string.Join(' ', words[..length]));
            words = words[length..];
        }

        return phrases;
    }

    private static string[] WordsOf(string technology) => Near.Words(technology).Split(' ');
}
