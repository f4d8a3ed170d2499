namespace EventPlatform.Query.Search;

/// <summary>
/// How well names match the words of a search, as SQL. Parameter $1 is the words in lower case, $2 the same with <see cref="Escaped"/>.
/// </summary>
internal static class NameMatch
{
    /// <summary>The condition that a name contains or resembles the words.</summary>
    public static string Fits(string name, string words) => $"({Contains(name, words)} or lower({name}) operator(read.%) $1)";

    /// <summary>The condition that a name contains the words.</summary>
    public static string Contains(string name, string words) =>
        // The index has trigrams, so a shorter text is only looked for at the beginning of words
        words.Length >= 3
            ? $"lower({name}) like '%' || $2 || '%'"
            : $"(lower({name}) like $2 || '%' or lower({name}) like '% ' || $2 || '%')";

    /// <summary>
    /// The score of a name: 4 if it equals the words, 3 if it begins with them, 2 if a word in it does, 1 if it contains them; plus the
    /// similarity of their trigrams, from 0 to 1.
    /// </summary>
    /// <param name="lower">A name in lower case.</param>
    public static string Likeness(string lower) =>
        $"""
        round((case when {lower} = $1 then 4 when {lower} like $2 || '%' then 3 when {lower} like '% ' || $2 || '%' then 2
          when {lower} like '%' || $2 || '%' then 1 else 0 end + read.similarity({lower}, $1))::numeric, 6)
        """;

    /// <summary>Escapes a text for a LIKE pattern.</summary>
    public static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);
}
