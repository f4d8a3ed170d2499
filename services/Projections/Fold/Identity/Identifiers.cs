using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Identity;

/// <summary>The identifiers by which two keys are known to mean one company.</summary>
internal static class Identifiers
{
    /// <summary>As they are compared, such as <c>lei:5493001KJTIIGC8Y1R12</c>; the company's first, then those of the other parties.</summary>
    public static IEnumerable<(string Identifier, string Key)> In(ReportData data) =>
        NamesInReports.Parties(data).SelectMany(named => Of(named).Select(identifier => (identifier, named.KeyAsSent())));

    /// <summary>Keys that a page declares, or gives an identifier that another key has as well.</summary>
    public static List<string> KeysThatMayMove(IReadOnlyList<(long Position, IReport Report)> page, IReadOnlySet<(string Identifier, string Key)> known)
    {
        var given = page.SelectMany(sent => In(sent.Report.Data)).Distinct().ToList();
        var fresh = given.Where(found => !known.Contains(found)).Select(found => found.Identifier).ToHashSet(StringComparer.Ordinal);
        var joining = fresh.Count == 0 ? [] : given.Concat(known).Where(found => fresh.Contains(found.Identifier)).Distinct()
            .GroupBy(found => found.Identifier, found => found.Key, StringComparer.Ordinal).Where(keys => keys.Skip(1).Any()).SelectMany(keys => keys);
        return [.. page.Select(sent => sent.Report.Data).OfType<IdentityDeclared>().SelectMany(declared => declared.Keys.Select(named => named.Key)).Concat(joining).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>What is no identifier today may be in an older log: it joins nothing.</summary>
    private static IEnumerable<string> Of(Named named)
    {
        if (named.Lei is { } lei && Identifier.Lei(lei) is { } ofLei) yield return $"lei:{ofLei}";
        if (named.Cik is { } cik && Identifier.Cik(cik) is { } ofCik) yield return $"cik:{ofCik}";
        if (named.Domain is { } domain && Identifier.Domain(domain) is { } ofDomain) yield return $"domain:{ofDomain}";
    }
}
