using System.Text.RegularExpressions;
using EventPlatform.Contracts;

namespace EventPlatform.Dashboard.Display;

/// <summary>Names of the API as words.</summary>
internal static partial class Words
{
    /// <summary>Returns words such as "Series C" for <c>series-c</c>, and "Funding raised" for <c>FundingRaised</c>.</summary>
    public static string Of(string? name)
    {
        if (string.IsNullOrEmpty(name)) return "";
        if (name == "unknown") return "Not named";
        if (name == "ipo") return "IPO";
        if (name.StartsWith("series-", StringComparison.Ordinal)) return $"Series {name[7..].ToUpperInvariant()}";
        var words = Hump().Replace(name, " ${hump}").Replace('-', ' ').Trim().ToLowerInvariant();
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    public static string Of(Enum value) => Of(ContractJson.Name(value));

    public static string Country(string? code) => code is null ? "" : Countries.NameOf(code);

    public static string Place(Location? location) => location is null ? "" : string.Join(", ",
        new[] { location.City, location.Region, Country(location.Country) }
            .Where(part => !string.IsNullOrEmpty(part)).Distinct(StringComparer.Ordinal));

    /// <summary>Explains a state of a fact.</summary>
    public static string Meaning(string state) => state switch
    {
        "reported" => "One source reports it.",
        "corroborated" => "Several independent sources agree.",
        "disputed" => "Sources disagree.",
        "revised" => "The source corrected its earlier report.",
        "retracted" => "Its sources retracted it.",
        _ => "",
    };

    [GeneratedRegex("(?<=[a-z])(?<hump>[A-Z])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hump();
}
