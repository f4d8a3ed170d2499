using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.Projections.Fold.Identity;

/// <summary>The identifiers by which two keys are known to mean one company.</summary>
internal static class Identifiers
{
    /// <summary>As they are compared, such as <c>lei:5493001KJTIIGC8Y1R12</c>; the company's first, then those of the other parties.</summary>
    public static IEnumerable<(string Identifier, string Key)> In(ReportData data) =>
        data.Parties.SelectMany(named => Of(named).Select(identifier => (identifier, named.KeyAsSent())));

    /// <summary>Keys that a page declares something about, or gives an identifier that another key has as well.</summary>
    public static List<string> KeysThatMayMove(IReadOnlyList<(long Position, IReport Report)> page, PageContext before)
    {
        var declared = page.Select(sent => sent.Report.Data).OfType<IdentityDeclared>().Where(one => one is not CandidateDismissed).ToList();
        var targets = declared.OfType<CompanyReassigned>().ToLookup(reassigned => reassigned.Key, reassigned => reassigned.To, StringComparer.Ordinal);
        var given = page.SelectMany(sent => In(sent.Report.Data).SelectMany(found =>
            targets[found.Key].Append(before.Means(RecordId.OfWords(sent.Report), found.Key)).Select(key => (found.Identifier, Key: key)))).Distinct();
        var joining = given.GroupBy(found => found.Identifier, found => found.Key, StringComparer.Ordinal).SelectMany(found =>
        {
            var had = before.Identifiers.Of(found.Key).Select(before.Companies.Means).ToHashSet(StringComparer.Ordinal);
            var keys = found.Union(had, StringComparer.Ordinal).ToList();
            return keys.Count > Math.Max(1, had.Count) ? keys : [];
        });
        return [.. declared.SelectMany(one => one.Keys.Select(named => named.Key)).Concat(joining).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>What is no identifier today may be in an older log: it joins nothing.</summary>
    private static IEnumerable<string> Of(Named named)
    {
        if (named.Lei is { } lei && Identifier.Lei(lei) is { } ofLei) yield return $"lei:{ofLei}";
        if (named.Cik is { } cik && Identifier.Cik(cik) is { } ofCik) yield return $"cik:{ofCik}";
        if (named.Domain is { } domain && Identifier.Domain(domain) is { } ofDomain) yield return $"domain:{ofDomain}";
    }
}
