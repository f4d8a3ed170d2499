using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Query.Facts;
using EventPlatform.Query.Promises;

namespace EventPlatform.Query.Companies;

/// <summary>Sorts a company's current facts into the parts of its profile.</summary>
internal static class ProfileBuilder
{
    public static CompanyProfile Build(string key, IReadOnlyList<string> names, IReadOnlyList<FactAnswer> facts, IReadOnlyList<PromiseAnswer> promises, IReadOnlyList<Attribution> attributions)
    {
        var rounds = Of<FundingRaised, RoundAnswer>(facts, Round);
        var counted = rounds.Where(round => round.Status is DealStatus.Announced or DealStatus.Completed).ToList();
        return new(key, names[0], names, Raised(counted), counted.Count(round => round.Amount is null), rounds,
            [.. Of<ProductShipped, (string Product, ShipmentAnswer Shipment)>(facts, (fact, shipped) => (shipped.Product, Shipment(fact, shipped)))
                .GroupBy(row => row.Product, row => row.Shipment, StringComparer.Ordinal)
                .Select(product => new ProductAnswer(product.Key, [.. product]))],
            Of<PlantOpened, PlantAnswer>(facts, Plant),
            Of<PartnershipFormed, PartnershipAnswer>(facts, (fact, formed) => Partnership(key, fact, formed)),
            Of<CompanyAcquired, AcquisitionAnswer>(facts, (fact, acquired) => Acquisition(key, fact, acquired)),
            promises,
            attributions);
    }

    private static List<RaisedLine> Raised(IEnumerable<RoundAnswer> rounds) =>
        [.. rounds.Where(round => round.Amount is not null).GroupBy(round => round.Amount!.Currency, round => round.Amount!.Amount, StringComparer.Ordinal)
            .Select(line => new RaisedLine(line.Key, line.Sum(), line.Count())).OrderBy(line => line.Currency, StringComparer.Ordinal)];

    private static List<TAnswer> Of<TData, TAnswer>(IEnumerable<FactAnswer> facts, Func<FactAnswer, TData, TAnswer> answer) where TData : ReportData =>
        [.. facts.Where(fact => string.Equals(fact.Type, typeof(TData).Name, StringComparison.Ordinal)).Select(fact => answer(fact, Data<TData>(fact)))];

    private static TData Data<TData>(FactAnswer fact) => fact.Data.Deserialize<TData>(ContractJson.Options)!;

    private static RoundAnswer Round(FactAnswer fact, FundingRaised raised) => new(
        fact.Id, raised.Round, DateAnswer.Of(raised.On)!, raised.Amount, raised.Status,
        [.. raised.Investors.Select(investor => new InvestorAnswer(investor.Party.KeyAsSent(), investor.Party.Name, investor.Party.Kind, investor.Role))]);

    private static ShipmentAnswer Shipment(FactAnswer fact, ProductShipped shipped) => new(
        fact.Id, shipped.Measure, shipped.Milestone, shipped.Units, DateAnswer.Of(shipped.When), shipped.Region, shipped.Origin, shipped.Basis, shipped.Status);

    private static PlantAnswer Plant(FactAnswer fact, PlantOpened opened) => new(
        fact.Id, opened.Plant, opened.Status, DateAnswer.Of(opened.On), fact.Milestones ?? [], opened.Location, opened.Capacity, opened.Technology, opened.Remark);

    private static PartnershipAnswer Partnership(string key, FactAnswer fact, PartnershipFormed formed) => new(
        fact.Id, Other(key, formed.Company, formed.Partner), formed.Purpose, DateAnswer.Of(formed.On), formed.Status);

    private static AcquisitionAnswer Acquisition(string key, FactAnswer fact, CompanyAcquired acquired) => new(
        fact.Id, fact.Company == key ? "acquired" : "acquirer",
        Other(key, acquired.Company, acquired.Acquirer), acquired.Price, DateAnswer.Of(acquired.On), acquired.Status);

    private static CompanyLink Other(string key, Named company, Named counterparty)
    {
        var other = string.Equals(company.KeyAsSent(), key, StringComparison.Ordinal) ? counterparty : company;
        return new(other.KeyAsSent(), other.Name);
    }
}
