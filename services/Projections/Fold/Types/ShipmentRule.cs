using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Facts;

namespace EventPlatform.Projections.Fold.Types;

/// <summary>
/// Units of one product to one region on one basis, with the same period, the same as-of day or the same milestone (docs/facts.md, R26).
/// </summary>
internal sealed class ShipmentRule : FactRule<ProductShipped>
{
    protected override string Group(ProductShipped data, string? company, string? counterparty)
    {
        var what = data.Measure == ShipmentMeasure.Milestone ? $"{data.Milestone}" : $"{data.When!.Earliest:O}/{data.When.Latest:O}";
        return $"{company}\n{NormalisedName.Of(data.Product)}\n{Region(data) ?? ""}\n{data.Basis}\n{data.Measure}\n{what}";
    }

    protected override PartialDate? When(ProductShipped data) => data.When;

    protected override Enum Status(ProductShipped data) => data.Status;

    protected override Fact Conclude(Ranking<Claim<ProductShipped>> ranked)
    {
        var headline = ranked.Headline.Data;
        var on = ranked.Date("on", claim => claim.When);
        return FactOf(ranked, headline with
        {
            Company = ranked.Company!,
            Status = ranked.Status(claim => claim.Data.Status).Status,
            Units = ranked.Agreed<decimal>("units", claim => claim.Data.Units, (one, other) => one == other, _ => 0),
            Period = headline.Measure == ShipmentMeasure.Incremental ? on : null,
            AsOf = headline.Measure == ShipmentMeasure.Cumulative ? on : null,
            On = headline.Measure == ShipmentMeasure.Milestone ? on : null,
            Origin = ranked.First(claim => claim.Data.Origin),
        });
    }

    protected override FactColumns Columns(ProductShipped data)
    {
        var columns = base.Columns(data) with
        {
            Product = NormalisedName.Of(data.Product),
            ProductName = data.Product,
            Region = Region(data),
        };
        return data is not { Status: ShipmentStatus.Actual, Measure: not ShipmentMeasure.Milestone } ? columns : columns with
        {
            Basis = ContractJson.Name(data.Basis),
            Measure = ContractJson.Name(data.Measure),
            Quantity = FactColumns.Counted(data.Units),
        };
    }

    protected override PartialDate? Due(ProductShipped data, Fact fact) => data.Status == ShipmentStatus.Planned ? data.When : null;

    private static string? Region(ProductShipped data) => data.Region is { } named ? NormalisedName.Of(named) : null;
}
