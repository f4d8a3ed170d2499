namespace EventPlatform.Contracts;

/// <summary>
/// A company's key as sent: a slug such as <c>xpeng</c>. A pure function of the report: the explicit key, else the normalised name
/// (NFKC, case-folded, punctuation out, trailing legal suffixes out, words joined with a hyphen).
/// </summary>
public static class CompanyKey
{
    public const int MaxLength = 120;

    private static readonly HashSet<string> LegalSuffixes = new(StringComparer.Ordinal)
    {
        "inc", "incorporated", "ltd", "limited", "llc", "llp", "lp", "plc", "corp", "corporation", "co", "company", "gmbh", "ag", "kg", "kgaa",
        "se", "sa", "sas", "sarl", "sl", "spa", "srl", "nv", "bv", "ab", "oy", "oyj", "as", "asa", "aps", "kk", "pty", "pte", "sdn", "bhd",
    };

    /// <summary>The slug of a name; empty where the name has no letter or digit.</summary>
    public static string FromName(string name)
    {
        var words = NormalisedName.Words(name);
        while (true)
        {
            while (words.Count > 1 && LegalSuffixes.Contains(words[^1])) words.RemoveAt(words.Count - 1);
            var slug = string.Join('-', words);
            if (slug.Length <= MaxLength) return slug;
            // What the cut leaves may end in a suffix again
            words = NormalisedName.Words(slug[..(char.IsHighSurrogate(slug[MaxLength - 1]) ? MaxLength - 1 : MaxLength)]);
        }
    }

    /// <summary>True where a text is a slug already: what an explicit key must be.</summary>
    public static bool IsKey(string text) =>
        text.Length is > 0 and <= MaxLength && string.Equals(text, NormalisedName.Joined(text), StringComparison.Ordinal);
}
