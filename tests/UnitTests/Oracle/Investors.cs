using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>Who put money into a round.</summary>
internal static class Investors
{
    /// <summary>Canonical keys: all that any record names, in rank order, each once.</summary>
    public static IReadOnlyList<string> Of(OracleFact fact, Identity companies) =>
    [
        .. fact.Ranked.Select(said => said.Data).OfType<FundingRaised>().SelectMany(funding => funding.Investors)
            .Select(investor => companies.Canonical(investor.Party.KeyAsSent())).Distinct(),
    ];
}
