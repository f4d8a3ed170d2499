using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace EventPlatform.Cli.Import.Values;

/// <summary>Texts that stand in cells and say nothing: what a spreadsheet shows in place of a value, and words for nothing.</summary>
internal static partial class NoValue
{
    private static readonly FrozenSet<string> Certain = ((string[])
    [
        "n/a", "n.a.", "n.a", "n\\a", "null", "(null)", "<null>", "\\n", "none", "(none)", "nil", "nan", "undefined", "tbd", "tba", "tbc", "not available", "not applicable",
        "not known", "to be determined", "to be confirmed", "to be announced", "no data", "blank", "(blank)", "-", "--", "---", "\u2013", "\u2014", "?", "??", "???", ".", "..", "...",
    ]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> InNames = ((string[])["na", "unknown", "(unknown)", "unnamed", "unspecified", "not specified", "missing"])
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a text is no value of any kind, such as <c>#REF!</c>; null where it may be one.</summary>
    public static string? AsValue(string text) =>
        Errors().IsMatch(text) ? "is what a spreadsheet shows in place of a value" : null;

    /// <summary>Why a text is no part of a key and no word of a list, such as <c>n/a</c>.</summary>
    public static string? AsWord(string text) =>
        AsValue(text) ?? (Certain.Contains(text) ? "is a word for nothing: leave it out with a table or a pattern" : null);

    /// <summary>Why a text is no name, key or identifier.</summary>
    public static string? AsName(string text) => AsWord(text)
        ?? (InNames.Contains(text) ? "is a word for nothing: leave it out with a table or a pattern" : null)
        ?? (Scientific().IsMatch(text) ? "is a number that a spreadsheet has rounded: export the column as text" : null);

    [GeneratedRegex(@"^(?:\#[\p{Lu}\u00A1\u00BF/0-9_ ]{1,20}[!?]|\#N/A(?: N/A)?|\#NV|\#GETTING_DATA|\#{3,}|Err:[0-9]{3})$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Errors();

    [GeneratedRegex(@"^[+-]?[0-9](?:(?:[.,][0-9]+)?[eE]\+|[.,][0-9]+[eE])[0-9]{1,3}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Scientific();
}
