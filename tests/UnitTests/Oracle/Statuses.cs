using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>The status that a report gives.</summary>
internal static class Statuses
{
    public static Enum Of(ReportData data) => data switch
    {
        FundingRaised funding => funding.Status,
        ProductShipped shipped => shipped.Status,
        PlantOpened plant => plant.Status,
        ProductAnnounced announced => announced.Status,
        PartnershipFormed formed => formed.Status,
        CompanyAcquired acquired => acquired.Status,
        _ => throw new NotSupportedException(),
    };
}
