namespace EventPlatform.Contracts;

/// <summary>The catalogue: every report type by its name in CloudEvents <c>type</c>, which is also its name in the log.</summary>
public static class ReportTypes
{
    /// <summary>What may be posted.</summary>
    public static readonly IReadOnlyDictionary<string, Type> ByName = Named(
        typeof(FundingRaised), typeof(ProductShipped), typeof(PlantOpened), typeof(ProductAnnounced), typeof(PartnershipFormed), typeof(CompanyAcquired),
        typeof(ReportRetracted), typeof(CompanyAliasDeclared), typeof(CompaniesMerged), typeof(CompaniesSplit),
        typeof(CompanyReassigned), typeof(CandidateDismissed));

    /// <summary>What the log may hold: also what the EventStore notes there itself.</summary>
    public static readonly IReadOnlyDictionary<string, Type> InLog = Named([.. ByName.Values, typeof(FeedDeclared)]);

    /// <summary>True for what only ops may post.</summary>
    public static bool IsForOps(string type) => ByName[type].IsAssignableTo(typeof(IdentityDeclared));

    private static Dictionary<string, Type> Named(params Type[] types) => types.ToDictionary(type => type.Name, StringComparer.Ordinal);
}
