using System.Text.RegularExpressions;
using EventPlatform.Contracts;
using EventPlatform.UnitTests.Oracle.Types;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>The companies and parties that a report names, company first, with their keys (R10 to R12) and identifiers (R13).</summary>
internal static partial class Naming
{
    public static IEnumerable<Named> In(ReportData data)
    {
        if (data.Subject is { } company) yield return company;
        foreach (var party in TypeByTheBook.Find(data.GetType())?.OthersIn(data) ?? []) yield return party;
    }

    /// <summary>The key of a name with ASCII letters and a legal form that occurs in the histories.</summary>
    public static string Key(Named named) => named.Key ?? WithoutForms(Words(named.Name));

    public static IEnumerable<string> Identifiers(Named named)
    {
        if (named.Lei is { Length: 20 } lei && Leis.AreCheckDigitsRight(lei)) yield return $"lei {lei.ToUpperInvariant()}";
        if (Cik().Match(named.Cik ?? "") is { Success: true } cik) yield return $"cik {cik.Groups["digits"].Value}";
        if (Domain().Match(named.Domain ?? "") is { Success: true } domain)
            yield return $"domain {domain.Groups["host"].Value.ToLowerInvariant()}";
    }

    private static string Words(string name)
    {
        var spelled = name.Replace("™", "", StringComparison.Ordinal).Replace("&", " and ", StringComparison.Ordinal).ToLowerInvariant();
        var joined = Apostrophe()
            .Replace(Abbreviation().Replace(spelled, letters => letters.Value.Replace(".", "", StringComparison.Ordinal)), "");
        return Gap().Replace(joined, " ").Trim();
    }

    private static string WithoutForms(string words)
    {
        while (Form().Match(words) is { Success: true } form && form.Groups["rest"].Value is not "the") words = form.Groups["rest"].Value;
        return words.Replace(' ', '-');
    }

    [GeneratedRegex(@"(?<![a-z0-9])([a-z]\.)+[a-z](?![a-z0-9])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Abbreviation();

    [GeneratedRegex("(?<=[a-z0-9])'(?=[a-z0-9])", RegexOptions.None, 1000)]
    private static partial Regex Apostrophe();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Gap();

    [GeneratedRegex(
        "^(?<rest>.*[^ ]) (gmbh and co kg|sab de cv|co ltd|a s|sro|gmbh|ltd|limited|inc|company|co)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();

    [GeneratedRegex("^(CIK)?0*(?<digits>[1-9][0-9]{0,9})$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Cik();

    /// <summary>The histories have only domains under .com.</summary>
    [GeneratedRegex(
        @"^(https?://)?(www\.)?(?<host>[a-z0-9-]+\.com)\.?(:[0-9]+)?/?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Domain();
}
