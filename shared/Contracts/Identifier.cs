using System.Globalization;

namespace EventPlatform.Contracts;

/// <summary>
/// Converts identifiers that join companies into the form in which they are compared; a method returns null if the text is no such
/// identifier. Reports keep identifiers as sent. An older log may contain an identifier that is refused today; it joins nothing.
/// </summary>
public static class Identifier
{
    private const int MaxCik = 10;
    private const int MaxDomain = 253;
    private const int MaxLabel = 63;

    private static readonly IdnMapping Punycode = new() { UseStd3AsciiRules = true };

    /// <summary>
    /// Top-level names reserved for one machine or a private network (RFC 6761, RFC 6762, RFC 7686, RFC 8375 and similar).
    /// </summary>
    private static readonly HashSet<string> Private =
        new(StringComparer.Ordinal)
        {
            "localhost", "local", "localdomain", "lan", "internal", "intranet", "home", "corp", "invalid", "onion", "arpa"
        };

    /// <summary>ISO 17442: 18 letters and digits and the two check digits of ISO 7064 MOD 97-10, in upper case.</summary>
    public static string? Lei(string sent)
    {
        if (sent.Length != 20 || !sent.All(char.IsAsciiLetterOrDigit) || !char.IsAsciiDigit(sent[18]) || !char.IsAsciiDigit(sent[19]))
            return null;
        var lei = sent.ToUpperInvariant();
        var rest = lei.Aggregate(0, (left, character) =>
            char.IsAsciiDigit(character) ? ((left * 10) + character - '0') % 97 : ((left * 100) + character - 'A' + 10) % 97);
        return rest == 1 && lei[18..] is not ("00" or "01" or "99") ? lei : null;
    }

    /// <summary>SEC Central Index Key: 1 to 10 digits, not 0; a leading <c>CIK</c> and leading zeros are dropped.</summary>
    public static string? Cik(string sent)
    {
        var digits = (sent.StartsWith("CIK", StringComparison.OrdinalIgnoreCase) ? sent[3..] : sent).Trim();
        return digits.Length is > 0 and <= MaxCik && digits.All(char.IsAsciiDigit) && digits.TrimStart('0') is { Length: > 0 } cik
            ? cik
            : null;
    }

    /// <summary>
    /// A host name that can be registered, in lower case and punycode, without scheme, port, trailing dot, bare slash and <c>www.</c>
    /// </summary>
    public static string? Domain(string sent)
    {
        var host = WithoutPort(WithoutScheme(sent.Trim()).WithoutLast('/'));
        if (host is null || host.Length == 0 || !TryPunycode(host.WithoutLast('.'), out var domain) || !IsHostName(domain)) return null;
        var labels = domain.Split('.');
        if (Private.Contains(labels[^1]) || labels[^1].All(char.IsAsciiDigit) || !PublicSuffixes.IsRegistrable(domain)) return null;
        return labels[0] == "www" && domain["www.".Length..] is var plain && PublicSuffixes.IsRegistrable(plain) ? plain : domain;
    }

    /// <summary>Returns what is wrong with the identifiers of a company or another party.</summary>
    internal static IEnumerable<Problem> Check(Named named)
    {
        if (Wrong(
                named.Lei, Lei,
                "must be an ISO 17442 LEI: 18 letters and digits and two check digits that fit, such as 5493001KJTIIGC8Y1R12")
            is { } lei)
            yield return new("/lei", lei);
        if (Wrong(named.Cik, Cik, "must be an SEC CIK: 1 to 10 digits, not 0, such as 320193") is { } cik) yield return new("/cik", cik);
        if (Wrong(
                named.Domain, Domain,
                "must be a host name that can be registered, such as acme.com, without a path: a page on another's site is not a domain")
            is { } domain)
            yield return new("/domain", domain);
        if (named.Ticker is { } ticker && WordsForNothing.AreAsTicker(ticker)) yield return new("/ticker", WordsForNothing.Expected);
    }

    private static string? Wrong(string? sent, Func<string, string?> read, string expected) =>
        sent is null || read(sent) is not null ? null : WordsForNothing.Are(sent) ? WordsForNothing.Expected : expected;

    private static string WithoutScheme(string url)
    {
        var end = url.IndexOf("//", StringComparison.Ordinal);
        return end >= 0 && (end == 0 || (url[end - 1] == ':' && Uri.CheckSchemeName(url[..(end - 1)]))) ? url[(end + 2)..] : url;
    }

    private static string? WithoutPort(string authority) => authority.Split(':') switch
    {
        [var host] => host,
        [var host, var port] when ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _) => host,
        _ => null,
    };

    private static string WithoutLast(this string text, char last) => text.EndsWith(last) ? text[..^1] : text;

    private static bool TryPunycode(string host, out string domain)
    {
        domain = "";
        try
        {
            domain = Punycode.GetAscii(host).ToLowerInvariant();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool IsHostName(string domain) => domain.Length <= MaxDomain && Array.TrueForAll(domain.Split('.'), label =>
        label.Length is > 0 and <= MaxLabel && label[0] != '-' && label[^1] != '-'
            && label.All(character => char.IsAsciiLetterOrDigit(character) || character == '-'));
}
