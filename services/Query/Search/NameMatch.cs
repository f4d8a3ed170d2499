namespace EventPlatform.Query.Search;

/// <summary>
/// How well names fit the words of a search, as SQL with parameters: $1 the words in lower case, $2 the same with <see cref="Escaped"/>.
/// </summary>
internal static class NameMatch
{
    /// <summary>A name contains the words, or is much like them.</summary>
    public static string Fits(string name, string words) => $"({Contains(name, words)} or lower({name}) operator(read.%) $1)";

    /// <summary>A name contains the words.</summary>
    public static string Contains(string name, string words) =>
        // The index is of trigrams: what is shorter than one is looked for where words begin
        words.Length >= 3 ? $"lower({name}) like '%' || $2 || '%'" : $"(lower({name}) like $2 || '%' or lower({name}) like '% ' || $2 || '%')";

    /// <summary>
    /// How well a name fits: 4 for the name itself, 3 for how it begins, 2 for how a word in it begins, 1 for a part of it, and to
    /// that how like they are (trigrams, 0 to 1).
    /// </summary>
    /// <param name="lower">A name in lower case.</param>
    public static string Likeness(string lower) =>
        $"""
        round((case when {lower} = $1 then 4 when {lower} like $2 || '%' then 3 when {lower} like '% ' || $2 || '%' then 2
          when {lower} like '%' || $2 || '%' then 1 else 0 end + read.similarity({lower}, $1))::numeric, 6)
        """;

    /// <summary>For use in a pattern.</summary>
    public static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
