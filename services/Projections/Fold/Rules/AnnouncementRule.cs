using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Rules;

/// <summary>One milestone of one product, promised.</summary>
internal sealed class AnnouncementRule : FactRule
{
    public override string Group(ReportData data, string? company, string? counterparty)
    {
        var announced = (ProductAnnounced)data;
        return $"{company}\n{NormalisedName.Of(announced.Product)}\n{announced.Milestone}";
    }

    public override PartialDate When(ReportData data) => ((ProductAnnounced)data).Expected;

    public override Fact Conclude(Ranking ranked)
    {
        var announced = (ProductAnnounced)ranked.Headline.Data with
        {
            Company = ranked.Company!,
            Status = ranked.Status(claim => ((ProductAnnounced)claim.Data).Status).Status,
            Expected = ranked.Agreed("expected", claim => claim.When, Agreement.OfDates, Agreement.Vagueness)!,
            Kind = ranked.First<ProductAnnounced, string>(said => said.Kind),
        };
        return Fact.Of(ranked, announced, announced.Status, announced.Expected);
    }
}
