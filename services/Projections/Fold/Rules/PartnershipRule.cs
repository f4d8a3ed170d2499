using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Rules;

/// <summary>What two organisations agree on within a month, whichever of them is named first.</summary>
internal sealed class PartnershipRule : FactRule
{
    public override int? WithinDays => 31;

    public override string Group(ReportData data, string? company, string? counterparty) =>
        string.CompareOrdinal(company, counterparty) < 0 ? $"{company}\n{counterparty}" : $"{counterparty}\n{company}";

    public override PartialDate? When(ReportData data) => ((PartnershipFormed)data).On;

    public override Party Counterparty(ReportData data) => ((PartnershipFormed)data).Partner;

    public override Fact Conclude(Ranking ranked)
    {
        var formed = (PartnershipFormed)ranked.Headline.Data with
        {
            Company = ranked.Company!,
            Status = ranked.Status(claim => ((PartnershipFormed)claim.Data).Status).Status,
            On = ranked.Agreed("on", claim => claim.When, Agreement.OfDates, Agreement.Vagueness),
        };
        return Fact.Of(ranked, formed, formed.Status, formed.On);
    }
}
