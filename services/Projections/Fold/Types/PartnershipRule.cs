using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Facts;

namespace EventPlatform.Projections.Fold.Types;

/// <summary>Partnerships of the same two organisations within a month, whichever of them is named first (docs/facts.md, R30).</summary>
internal sealed class PartnershipRule : FactRule<PartnershipFormed>
{
    public override int? WithinDays => 31;

    protected override string Group(PartnershipFormed data, string? company, string? counterparty) =>
        string.CompareOrdinal(company, counterparty) < 0 ? $"{company}\n{counterparty}" : $"{counterparty}\n{company}";

    protected override PartialDate? When(PartnershipFormed data) => data.On;

    protected override Enum Status(PartnershipFormed data) => data.Status;

    protected override Party Counterparty(PartnershipFormed data) => data.Partner;

    protected override Fact Conclude(Ranking<Claim<PartnershipFormed>> ranked) => FactOf(ranked, ranked.Headline.Data with
    {
        Company = ranked.Company!,
        Status = ranked.Status(claim => claim.Data.Status).Status,
        On = ranked.Date("on", claim => claim.When),
    });
}
