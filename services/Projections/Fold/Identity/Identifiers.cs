using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Identity;

/// <summary>Finds the identifiers that show that two keys mean one company.</summary>
internal static class Identifiers
{
    /// <summary>
    /// Returns identifiers in the form for comparison, such as <c>lei:5493001KJTIIGC8Y1R12</c>, in the order of the parties.
    /// </summary>
    public static IReadOnlyList<(string Identifier, string Key)> In(IReadOnlyList<Named> parties)
    {
        List<(string Identifier, string Key)>? found = null;
        for (var index = 0; index < parties.Count; index++)
        {
            var named = parties[index];
            if ((named.Lei ?? named.Cik ?? named.Domain) is null) continue;
            foreach (var identifier in Of(named)) (found ??= []).Add((identifier, named.KeyAsSent()));
        }

        return found ?? [];
    }

    /// <summary>Skips values in older logs that are not valid identifiers today; they join nothing.</summary>
    private static IEnumerable<string> Of(Named named)
    {
        if (named.Lei is { } lei && Identifier.Lei(lei) is { } ofLei) yield return $"lei:{ofLei}";
        if (named.Cik is { } cik && Identifier.Cik(cik) is { } ofCik) yield return $"cik:{ofCik}";
        if (named.Domain is { } domain && Identifier.Domain(domain) is { } ofDomain) yield return $"domain:{ofDomain}";
    }
}
