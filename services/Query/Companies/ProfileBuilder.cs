using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Query.Facts;
using EventPlatform.Query.Funding;
using EventPlatform.Query.Promises;

namespace EventPlatform.Query.Companies;

/// <summary>Sorts a page of a company's facts into the parts of its profile.</summary>
internal static class ProfileBuilder
{
    public static CompanyProfile Build(
        KnownCompany company, AsKnown known, IReadOnlyList<TotalLine> raised, IReadOnlyList<FactAnswer> facts, IReadOnlyList<PromiseAnswer> promises,
        IReadOnlyList<Attribution> attributions, string? next)
    {
        var key = company.Key;
        return new(key, company.Names[0], company.Names, company.Aliases, known.Position,
            [.. raised.Where(line => line.Currency.Length > 0).OrderBy(line => line.Currency, StringComparer.Ordinal).Select(line => new RaisedLine(line.Currency, line.Amount, line.Rounds))],
            raised.Where(line => line.Currency.Length == 0).Sum(line => line.Rounds), Of<FundingRaised, RoundAnswer>(facts, Round),
            [.. Of<ProductShipped, (string Product, ShipmentAnswer Shipment)>(facts, (fact, shipped) => (shipped.Product, Shipment(fact, shipped)))
                .GroupBy(row => row.Product, row => row.Shipment, StringComparer.Ordinal)
                .Select(product => new ProductAnswer(product.Key, [.. product]))],
            Of<PlantOpened, PlantAnswer>(facts, Plant),
            Of<PartnershipFormed, PartnershipAnswer>(facts, (fact, formed) => Partnership(key, fact, formed)),
            Of<CompanyAcquired, AcquisitionAnswer>(facts, (fact, acquired) => Acquisition(key, fact, acquired)),
            promises,
            attributions,
            next);
    }

    private static List<TAnswer> Of<TData, TAnswer>(IEnumerable<FactAnswer> facts, Func<FactAnswer, TData, TAnswer> answer) where TData : ReportData =>
        [.. facts.Where(fact => string.Equals(fact.Type, typeof(TData).Name, StringComparison.Ordinal)).Select(fact => answer(fact, Data<TData>(fact)))];

    private static TData Data<TData>(FactAnswer fact) => fact.Data.Deserialize<TData>(ContractJson.Options)!;

    private static RoundAnswer Round(FactAnswer fact, FundingRaised raised) => new(
        fact.Id, raised.Round, DateAnswer.Of(raised.On)!, raised.Amount, raised.Status, fact.State,
        [.. raised.Investors.Zip(fact.Investors ?? [], (investor, key) => new InvestorAnswer(key, investor.Party.Name, investor.Party.Kind, investor.Role))]);

    private static ShipmentAnswer Shipment(FactAnswer fact, ProductShipped shipped) => new(
        fact.Id, shipped.Measure, shipped.Milestone, shipped.Units, DateAnswer.Of(shipped.When), shipped.Region, shipped.Origin, shipped.Basis, shipped.Status, fact.State);

    private static PlantAnswer Plant(FactAnswer fact, PlantOpened opened) => new(
        fact.Id, opened.Plant, Enum.Parse<PlantStatus>(fact.Status, ignoreCase: true), fact.On, fact.State, fact.Milestones ?? [], opened.Location, opened.Capacity, opened.Technology, opened.Remark);

    private static PartnershipAnswer Partnership(string key, FactAnswer fact, PartnershipFormed formed) => new(
        fact.Id, Other(key, fact, formed.Company, formed.Partner), formed.Purpose, DateAnswer.Of(formed.On), formed.Status, fact.State);

    private static AcquisitionAnswer Acquisition(string key, FactAnswer fact, CompanyAcquired acquired) => new(
        fact.Id, fact.Company == key ? "acquired" : "acquirer",
        Other(key, fact, acquired.Company, acquired.Acquirer), acquired.Price, DateAnswer.Of(acquired.On), acquired.Status, fact.State);

    private static CompanyLink Other(string key, FactAnswer fact, Named company, Named counterparty) =>
        fact.Company == key ? new(fact.Counterparty!, counterparty.Name) : new(fact.Company!, company.Name);
}
