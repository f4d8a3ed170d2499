using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Facts;

namespace EventPlatform.Projections.Fold.Types;

/// <summary>Announcements of the same milestone of one product (docs/facts.md, R29).</summary>
internal sealed class AnnouncementRule : FactRule<ProductAnnounced>
{
    protected override string Group(ProductAnnounced data, string? company, string? counterparty) =>
        $"{company}\n{NormalisedName.Of(data.Product)}\n{data.Milestone}";

    protected override PartialDate When(ProductAnnounced data) => data.Expected;

    protected override Enum Status(ProductAnnounced data) => data.Status;

    protected override Fact Conclude(Ranking<Claim<ProductAnnounced>> ranked) => FactOf(ranked, ranked.Headline.Data with
    {
        Company = ranked.Company!,
        Status = ranked.Status(claim => claim.Data.Status).Status,
        Expected = ranked.Date("expected", claim => claim.When)!,
        Kind = ranked.First(claim => claim.Data.Kind),
    });

    protected override FactColumns Columns(ProductAnnounced data) =>
        base.Columns(data) with { Product = NormalisedName.Of(data.Product), ProductName = data.Product };

    protected override PartialDate? Due(ProductAnnounced data, Fact fact) =>
        data.Status == AnnouncementStatus.Announced ? data.Expected : null;
}
