using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold;

/// <summary>Who a report is about: what the directory is made of.</summary>
internal static class NamesInReports
{
    /// <summary>The company first.</summary>
    public static IEnumerable<Named> Parties(ReportData data) => data switch
    {
        FundingRaised raised => [raised.Company, .. raised.Investors.Select(investor => investor.Party)],
        PartnershipFormed formed => [formed.Company, formed.Partner],
        CompanyAcquired acquired => [acquired.Company, acquired.Acquirer],
        _ => data.Subject is { } company ? [company] : [],
    };

    public static PartyKind KindOf(Named named) => named is Party { Kind: var kind } ? kind : PartyKind.Organisation;
}
