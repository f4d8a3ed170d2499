using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Rules;

/// <summary>One company bought by one other, within a quarter.</summary>
internal sealed class AcquisitionRule : FactRule
{
    public override int? WithinDays => 92;

    public override string Group(ReportData data, string? company, string? counterparty) => $"{company}\n{counterparty}";

    public override PartialDate? When(ReportData data) => ((CompanyAcquired)data).On;

    public override Money? Amount(ReportData data) => ((CompanyAcquired)data).Price;

    public override Party Counterparty(ReportData data) => ((CompanyAcquired)data).Acquirer;

    public override Fact Conclude(Ranking ranked)
    {
        var headline = (CompanyAcquired)ranked.Headline.Data;
        var acquired = headline with
        {
            Status = ranked.Status(claim => ((CompanyAcquired)claim.Data).Status).Status,
            Price = ranked.Money("price"),
            On = ranked.Agreed("on", claim => claim.When, Agreement.OfDates, Agreement.Vagueness),
            Company = ranked.Company!,
        };
        return Fact.Of(ranked, acquired, acquired.Status, acquired.On, acquired.Price);
    }
}
