using System.Text.RegularExpressions;
using EventPlatform.Contracts;

namespace EventPlatform.Dashboard.Display;

/// <summary>Names of the API as words.</summary>
internal static partial class Words
{
    /// <summary>As <c>series-c</c>: Series C; <c>FundingRaised</c>: Funding raised.</summary>
    public static string Of(string? name)
    {
        if (string.IsNullOrEmpty(name)) return "";
        if (name == "unknown") return "Not named";
        if (name.StartsWith("series-", StringComparison.Ordinal)) return $"Series {name[7..].ToUpperInvariant()}";
        var words = Hump().Replace(name, " ${hump}").Replace('-', ' ').Trim().ToLowerInvariant();
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    public static string Of(Enum value) => Of(ContractJson.Name(value));

    public static string Country(string? code) => code is null ? "" : Countries.NameOf(code);

    public static string Place(Location? location) => location is null ? "" : string.Join(", ",
        new[] { location.City, location.Region, Country(location.Country) }
            .Where(part => !string.IsNullOrEmpty(part)).Distinct(StringComparer.Ordinal));

    /// <summary>What explains a state of a fact.</summary>
    public static string Meaning(string state) => state switch
    {
        "reported" => "One source says so.",
        "corroborated" => "Several independent sources agree.",
        "disputed" => "Sources do not agree.",
        "revised" => "The source corrected what it said before.",
        "retracted" => "Its sources took it back.",
        _ => "",
    };

    [GeneratedRegex("(?<=[a-z])(?<hump>[A-Z])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hump();
}
