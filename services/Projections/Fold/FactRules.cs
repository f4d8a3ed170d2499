using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold;

/// <summary>From what a record says to the fact that follows: what dates it, what it is worth, and who else it is shown on.</summary>
internal static class FactRules
{
    /// <param name="data">Of the report that counts.</param>
    /// <param name="history">All that the record said, in the feed's order; asked for only where the type needs it.</param>
    public static Fact Conclude(ReportData data, Func<IEnumerable<ReportData>> history) => data switch
    {
        FundingRaised raised => Fact.From(raised, raised.Status, raised.On, raised.Amount),
        ProductShipped shipped => Fact.From(shipped, shipped.Status, shipped.When),
        PlantOpened opened => Fact.From(opened, opened.Status, opened.On) with { Milestones = PlantMilestones.Of(history().OfType<PlantOpened>()) },
        ProductAnnounced announced => Fact.From(announced, announced.Status, announced.Expected),
        PartnershipFormed formed => Fact.From(formed, formed.Status, formed.On, counterparty: formed.Partner),
        CompanyAcquired acquired => Fact.From(acquired, acquired.Status, acquired.On, acquired.Price, acquired.Acquirer),
        _ => throw new NotSupportedException($"{data.GetType().Name} has no rule: add one here"),
    };

    /// <summary>True where a fact is concluded from a record's whole history and not from its newest report alone.</summary>
    public static bool NeedsHistory(ReportData data) => data is PlantOpened;
}
