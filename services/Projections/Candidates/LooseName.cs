using EventPlatform.Contracts;

namespace EventPlatform.Projections.Candidates;

/// <summary>
/// The forms in which company names are compared to find two spellings of one name: without blanks, legal forms, a leading "the", endings
/// of host names and plurals. "37 Signals" and "37signals", "Box" and "Box.net", "Zynga Games" and "Zynga Game" are equal in such a form.
/// </summary>
internal static class LooseName
{
    private const int LeastPlural = 4;

    private static readonly HashSet<string> Endings =
        new(StringComparer.Ordinal) { "com", "net", "org", "io", "co", "edu", "info", "biz", "tv", "fm", "me", "ly", "us", "ai", "app" };

    /// <summary>Returns the form of a key, whose words are those of the name that it was made from.</summary>
    public static string OfKey(string key)
    {
        var words = key.Split('-', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (words.Count > 1 && words[0] == "the") words.RemoveAt(0);
        if (words.Count > 1 && Endings.Contains(words[^1])) words.RemoveAt(words.Count - 1);
        return string.Concat(words.Select(Singular));
    }

    /// <summary>
    /// Returns the forms of a name; none if it has no letter or digit. In "Optimize Ly" the ending is a part of the name.
    /// </summary>
    public static IEnumerable<string> Of(string name, string key) =>
        ((string[])[OfKey(key), OfKey(CompanyKey.FromName(name)), Joined(CompanyKey.FromName(name))]).Where(form => form.Length > 0)
            .Distinct(StringComparer.Ordinal);

    private static string Joined(string slug) => Singular(slug.Replace("-", "", StringComparison.Ordinal));

    private static string Singular(string word) => word switch
    {
        { Length: < LeastPlural } => word,
        _ when word.EndsWith("ies", StringComparison.Ordinal) => $"{word[..^3]}y",
        _ when word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) => word[..^1],
        _ => word,
    };
}
