using EventPlatform.Client;
using EventPlatform.Contracts;
using EventPlatform.Dashboard.Display;

namespace EventPlatform.Dashboard.Facts;

/// <summary>A fact in one line.</summary>
internal static class Headline
{
    public static string Of(Fact fact) => fact.Type switch
    {
        nameof(FundingRaised) => Of(fact.As<FundingRaised>()),
        nameof(ProductShipped) => Of(fact.As<ProductShipped>()),
        nameof(ProductAnnounced) => Of(fact.As<ProductAnnounced>()),
        nameof(PlantOpened) => Of(fact.As<PlantOpened>(), fact.Status),
        nameof(PartnershipFormed) => Of(fact.As<PartnershipFormed>()),
        nameof(CompanyAcquired) => Of(fact.As<CompanyAcquired>()),
        _ => $"{fact.Company}: {Words.Of(fact.Type)}",
    };

    private static string Of(FundingRaised raised) =>
        $"{raised.Company.Name} {Verb(raised.Status, "raised", "is said to raise", "did not raise")} "
        + $"{(raised.Amount is { } amount ? Numbers.Of(amount) : "an undisclosed amount")} ({Words.Of(raised.Round)})";

    private static string Of(ProductShipped shipped)
    {
        var units = $"{Numbers.Of(shipped.Units ?? 0)} {shipped.Product} {Words.Of(shipped.Basis).ToLowerInvariant()}";
        var what = shipped.Measure switch
        {
            ShipmentMeasure.Milestone => $"{shipped.Product}, {Words.Of(shipped.Milestone!.Value).ToLowerInvariant()}",
            ShipmentMeasure.Cumulative => $"{units} in all",
            _ => units,
        };
        var planned = shipped.Status is ShipmentStatus.Planned ? ", planned" : "";
        return $"{shipped.Company.Name}: {what}{planned}{(shipped.Region is { } region ? $" ({region})" : "")}";
    }

    private static string Of(ProductAnnounced announced) =>
        $"{announced.Company.Name} announced {announced.Product} ({Words.Of(announced.Milestone).ToLowerInvariant()})";

    private static string Of(PlantOpened opened, string status) =>
        $"{opened.Plant}{(opened.Company is { } owner ? $" of {owner.Name}" : "")}: {Words.Of(status).ToLowerInvariant()}";

    private static string Of(PartnershipFormed formed) => $"{formed.Company.Name} and {formed.Partner.Name}: {formed.Purpose}";

    private static string Of(CompanyAcquired acquired) =>
        $"{acquired.Acquirer.Name} {Verb(acquired.Status, "acquires", "is said to acquire", "does not acquire")} {acquired.Company.Name}"
        + (acquired.Price is { } price ? $" for {Numbers.Of(price)}" : "");

    private static string Verb(DealStatus status, string done, string rumoured, string failed) => status switch
    {
        DealStatus.Rumoured => rumoured,
        DealStatus.Cancelled => failed,
        _ => done,
    };
}
