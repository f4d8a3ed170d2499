using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold;

internal readonly record struct NameKey(string Key, string Name);

internal readonly record struct NameSeen(PartyKind Kind, long First, long Last);

/// <summary>Every name that a report gives to a company or another party: what the directory is made of.</summary>
internal static class NamesInReports
{
    public static IEnumerable<(NameKey Key, PartyKind Kind)> Of(ReportData data) =>
        Parties(data).Select(named => (new NameKey(named.KeyAsSent(), named.Name.Normalize()), named is Party { Kind: var kind } ? kind : PartyKind.Organisation));

    /// <summary>The company first.</summary>
    public static IEnumerable<Named> Parties(ReportData data) => data switch
    {
        FundingRaised raised => [raised.Company, .. raised.Investors.Select(investor => investor.Party)],
        PartnershipFormed formed => [formed.Company, formed.Partner],
        CompanyAcquired acquired => [acquired.Company, acquired.Acquirer],
        _ => data.Subject is { } company ? [company] : [],
    };
}
