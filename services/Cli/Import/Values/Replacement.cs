using System.Text.RegularExpressions;

namespace EventPlatform.Cli.Import.Values;

/// <summary>Puts a text in place of another: of each that a regular expression matches, or of each that is literally the same.</summary>
internal sealed record Replacement(string? Text, Regex? Pattern, string With)
{
    public string In(string text) => Pattern is not null ? Pattern.Replace(text, With) : text.Replace(Text!, With, StringComparison.Ordinal);
}
