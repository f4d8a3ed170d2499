using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Facts;

namespace EventPlatform.Projections.Fold.Types;

/// <summary>Acquisitions of one company by the same acquirer, within a quarter (docs/facts.md, R30).</summary>
internal sealed class AcquisitionRule : FactRule<CompanyAcquired>
{
    public override int? WithinDays => 92;

    protected override string Group(CompanyAcquired data, string? company, string? counterparty) => $"{company}\n{counterparty}";

    protected override PartialDate? When(CompanyAcquired data) => data.On;

    protected override Money? Amount(CompanyAcquired data) => data.Price;

    protected override Enum Status(CompanyAcquired data) => data.Status;

    protected override Party Counterparty(CompanyAcquired data) => data.Acquirer;

    protected override Fact Conclude(Ranking<Claim<CompanyAcquired>> ranked) => FactOf(ranked, ranked.Headline.Data with
    {
        Status = ranked.Status(claim => claim.Data.Status).Status,
        Price = ranked.Money("price"),
        On = ranked.Date("on", claim => claim.When),
        Company = ranked.Company!,
    });
}
