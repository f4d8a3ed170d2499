using System.Collections.Frozen;

namespace EventPlatform.Contracts;

/// <summary>Countries by ISO 3166-1 alpha-2 code, and Kosovo (XK). Countries.csv names its sources.</summary>
public static class Countries
{
    public const string Expected = "must be an ISO 3166-1 code of two capital letters such as CN";

    private const char Now = '>';
    private const char Ended = '!';

    private static readonly string[][] Lines =
        [.. Resources.Lines("Countries.csv").Where(line => !line.StartsWith('#')).Select(line => line.Split(';'))];

    private static readonly FrozenSet<string> Codes =
        Lines.Select(line => line[0]).Where(code => code[0] is not (Now or Ended)).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> NameByCode = Lines.Where(line => line[0][0] is not (Now or Ended))
        .ToFrozenDictionary(line => line[0], line => line[2], StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> ByText = Texts(line => line[0][0] != Ended, line => line[0].TrimStart(Now));
    private static readonly FrozenDictionary<string, string> Reasons = Texts(line => line[0][0] == Ended, line => line[0].TrimStart(Ended));

    /// <summary>Returns the English name, or the code itself if the code is no longer in use.</summary>
    public static string NameOf(string code) => NameByCode.GetValueOrDefault(code, code);

    /// <summary>The codes in use, with their English names.</summary>
    public static IReadOnlyDictionary<string, string> All => NameByCode;

    public static bool IsCode(string text) => Codes.Contains(text);

    /// <summary>
    /// Returns the code of a country by its alpha-2 code, alpha-3 code or English name, including withdrawn ones; null if there is none.
    /// </summary>
    public static string? Find(string text) => ByText.GetValueOrDefault(text);

    /// <summary>
    /// Returns why a withdrawn code or name means no single country, such as <c>ended in 1993: now CZ or SK</c>; null for any other text.
    /// </summary>
    public static string? WhyNone(string text) => Reasons.GetValueOrDefault(text);

    /// <summary>Returns what is wrong with a text that is not a code, and what would be right.</summary>
    public static string Problem(string text) =>
        Find(text) is { } code ? $"{Expected}: '{text}' is {code}" : WhyNone(text) is { } why ? $"{Expected}: '{text}' {why}" : Expected;

    private static FrozenDictionary<string, string> Texts(Func<string[], bool> chosen, Func<string[], string> meaning) =>
        Lines.Where(chosen)
            .SelectMany(line => (line[0][0] is Now or Ended ? line.Skip(1) : line).Select(text => (Text: text, Meaning: meaning(line))))
            .DistinctBy(entry => entry.Text, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(entry => entry.Text, entry => entry.Meaning, StringComparer.OrdinalIgnoreCase);
}
