using System.Collections.Frozen;

namespace EventPlatform.Contracts;

/// <summary>
/// Placeholders that tables contain instead of a missing value. As identifiers they would join all companies that have no value.
/// </summary>
internal static class WordsForNothing
{
    public const string Expected = "is a word for nothing: leave it out if it is not known";

    private const int LongestCode = 3;

    private static readonly FrozenSet<string> Words = new[]
    {
        "", "na", "n a", "nan", "nil", "null", "none", "no", "nothing", "nd", "n d", "no data", "blank", "empty", "missing", "unknown",
        "unspecified", "undefined", "undisclosed",
        "not available", "not applicable", "not known", "not disclosed", "not specified", "not provided", "not found", "not set",
        "no value", "no domain", "no website",
        "tba", "tbc", "tbd", "to be announced", "to be confirmed", "to be determined", "x", "xx", "xxx", "ref", "value", "name", "div 0",
        "ka", "k a", "keine", "unbekannt", "aucun", "aucune", "inconnu", "néant", "ninguno", "desconocido", "nessuno", "sconosciuto",
        "nenhum", "desconhecido", "brak", "нет",
        "无", "無", "未知", "不明", "なし", "없음",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool Are(string text)
    {
        var words = string.Join(' ', NormalisedName.Words(text));
        return Words.Contains(words) || words.All(character => character == '0');
    }

    /// <summary>As <see cref="Are"/>, but accepts codes such as NA, NAN and TBA, which are also tickers.</summary>
    public static bool AreAsTicker(string text) => Are(text) && (text.Length > LongestCode || !text.All(char.IsAsciiLetter));
}
