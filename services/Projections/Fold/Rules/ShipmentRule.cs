using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Rules;

/// <summary>Units of one product to one region on one basis: of the same period, as of the same day, or the same milestone.</summary>
internal sealed class ShipmentRule : FactRule
{
    public override string Group(ReportData data, string? company, string? counterparty)
    {
        var shipped = (ProductShipped)data;
        var what = shipped.Measure == ShipmentMeasure.Milestone ? $"{shipped.Milestone}" : $"{shipped.When!.Earliest:O}/{shipped.When.Latest:O}";
        var region = shipped.Region is { } named ? NormalisedName.Of(named) : "";
        return $"{company}\n{NormalisedName.Of(shipped.Product)}\n{region}\n{shipped.Basis}\n{shipped.Measure}\n{what}";
    }

    public override PartialDate? When(ReportData data) => ((ProductShipped)data).When;

    public override Fact Conclude(Ranking ranked)
    {
        var headline = (ProductShipped)ranked.Headline.Data;
        var on = ranked.Agreed("on", claim => claim.When, Agreement.OfDates, Agreement.Vagueness);
        var shipped = headline with
        {
            Company = ranked.Company!,
            Status = ranked.Status(claim => ((ProductShipped)claim.Data).Status).Status,
            Units = ranked.Agreed<decimal>("units", claim => ((ProductShipped)claim.Data).Units, (one, other) => one == other, _ => 0),
            Period = headline.Measure == ShipmentMeasure.Incremental ? on : null,
            AsOf = headline.Measure == ShipmentMeasure.Cumulative ? on : null,
            On = headline.Measure == ShipmentMeasure.Milestone ? on : null,
            Origin = ranked.First<ProductShipped, string>(said => said.Origin),
        };
        return Fact.Of(ranked, shipped, shipped.Status, on);
    }
}
