namespace EventPlatform.Contracts;

/// <summary>ISO 3166-1 alpha-2. Source: https://github.com/datasets/country-codes (public domain, PDDL 1.0), compiled into Iso3166.txt.</summary>
public static class Countries
{
    public const string Expected = "must be an ISO 3166-1 code of two capital letters such as CN";

    private static readonly HashSet<string> Codes = [.. Resources.Lines("Iso3166.txt").SelectMany(line => line.Split(' '))];

    public static bool IsCode(string text) => Codes.Contains(text);
}
