namespace EventPlatform.Contracts;

/// <summary>The catalogue: every report type by its name in CloudEvents <c>type</c>, which is also its name in the log.</summary>
public static class ReportTypes
{
    public static readonly IReadOnlyDictionary<string, Type> ByName = new[]
    {
        typeof(FundingRaised), typeof(ProductShipped), typeof(PlantOpened), typeof(ProductAnnounced), typeof(PartnershipFormed), typeof(CompanyAcquired),
        typeof(ReportRetracted),
    }.ToDictionary(type => type.Name, StringComparer.Ordinal);
}
