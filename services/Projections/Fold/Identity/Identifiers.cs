using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Identity;

/// <summary>The identifiers by which two keys are known to mean one company.</summary>
internal static class Identifiers
{
    /// <summary>Returns identifiers as they are compared, such as <c>lei:5493001KJTIIGC8Y1R12</c>, in the order of the parties.</summary>
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

    /// <summary>An older log may have values that are no identifiers today: they join nothing.</summary>
    private static IEnumerable<string> Of(Named named)
    {
        if (named.Lei is { } lei && Identifier.Lei(lei) is { } ofLei) yield return $"lei:{ofLei}";
        if (named.Cik is { } cik && Identifier.Cik(cik) is { } ofCik) yield return $"cik:{ofCik}";
        if (named.Domain is { } domain && Identifier.Domain(domain) is { } ofDomain) yield return $"domain:{ofDomain}";
    }
}
