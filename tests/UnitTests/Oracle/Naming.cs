using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>Who a report names, company first, and by which identifiers.</summary>
internal static class Naming
{
    public static IEnumerable<Named> In(ReportData data)
    {
        if (data.Subject is { } company) yield return company;
        if (CounterpartyOf(data) is { } party) yield return party;
        foreach (var investor in (data as FundingRaised)?.Investors ?? []) yield return investor.Party;
    }

    public static Party? CounterpartyOf(ReportData data) => data switch
    {
        PartnershipFormed formed => formed.Partner,
        CompanyAcquired acquired => acquired.Acquirer,
        _ => null,
    };

    /// <summary>The keys that are seen by a report.</summary>
    public static IEnumerable<string> KeysOf(ReportData data) => data switch
    {
        IdentityDeclared declared => declared.Keys.Select(named => named.Key),
        _ => In(data).Select(named => named.KeyAsSent()),
    };

    public static IEnumerable<string> Identifiers(Named named)
    {
        if (named.Lei is { } lei) yield return $"lei {lei.ToUpperInvariant()}";
        if (named.Cik is { } cik) yield return $"cik {cik.TrimStart('0')}";
        if (named.Domain is { } domain) yield return $"domain {Host(domain.ToLowerInvariant())}";
    }

    private static string Host(string domain)
    {
        var host = domain.StartsWith("www.", StringComparison.Ordinal) ? domain["www.".Length..] : domain;
        return host.EndsWith('.') ? host[..^1] : host;
    }
}
