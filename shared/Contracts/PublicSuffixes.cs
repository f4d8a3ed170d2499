using System.Collections.Frozen;
using System.Globalization;

namespace EventPlatform.Contracts;

/// <summary>
/// The names under which domains are registered, such as <c>com</c> and <c>co.uk</c>, from the Public Suffix List (Mozilla Public License
/// 2.0), compiled into PublicSuffixes.txt. Names are in lower case and punycode.
/// </summary>
internal static class PublicSuffixes
{
    private static readonly IdnMapping Punycode = new();
    private static readonly FrozenSet<string> Rules = Resources.Lines("PublicSuffixes.txt")
        .Where(line => !line.StartsWith("//", StringComparison.Ordinal))
        .Select(ToAscii).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True if a name has labels before its public suffix. If no rule matches, the last label is the public suffix.</summary>
    public static bool IsRegistrable(string domain)
    {
        var labels = domain.Split('.');
        for (var first = 0; first < labels.Length; first++)
        {
            var rest = string.Join('.', labels[first..]);
            if (Rules.Contains("!" + rest)) return true;
            if (Rules.Contains(rest) || Rules.Contains("*." + string.Join('.', labels[(first + 1)..]))) return first > 0;
        }

        return labels.Length > 1;
    }

    private static string ToAscii(string rule) => rule.All(char.IsAscii) ? rule : Punycode.GetAscii(rule);
}
