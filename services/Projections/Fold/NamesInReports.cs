using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold;

internal readonly record struct NameKey(string Key, string Name);

internal readonly record struct NameSeen(PartyKind Kind, long First, long Last);

/// <summary>Every name that a report gives to a company or another party: what the directory is made of.</summary>
internal static class NamesInReports
{
    public static IEnumerable<(NameKey Key, PartyKind Kind)> Of(ReportData data)
    {
        if (data.Subject is { } company) yield return (Key(company), PartyKind.Organisation);
        foreach (var party in Parties(data)) yield return (Key(party), party.Kind);
    }

    private static IEnumerable<Party> Parties(ReportData data) => data switch
    {
        FundingRaised raised => raised.Investors.Select(investor => investor.Party),
        PartnershipFormed formed => [formed.Partner],
        CompanyAcquired acquired => [acquired.Acquirer],
        _ => [],
    };

    private static NameKey Key(Named named) => new(named.KeyAsSent(), named.Name);
}
