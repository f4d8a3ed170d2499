using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Query.Facts;
using EventPlatform.Query.Funding;
using EventPlatform.Query.Promises;

namespace EventPlatform.Query.Companies;

/// <summary>
/// What is known about a company, with a section for each type of fact. Each fact has a state: reported, revised, corroborated or
/// disputed.
/// </summary>
/// <param name="Name">The name under which it was last reported.</param>
/// <param name="Names">Every name under which it was reported, the latest first.</param>
/// <param name="Aliases">Other keys of the company.</param>
/// <param name="Position">The log position of the answer.</param>
/// <param name="Raised">Money raised in announced and completed rounds, a line per currency. Currencies are never added up.</param>
/// <param name="UndisclosedRounds">How many more such rounds there are whose amount is not known.</param>
/// <param name="Promises">What the facts of this page plan or announce, and whether it was kept.</param>
/// <param name="Attributions">The terms of the feeds that the answer rests on.</param>
/// <param name="Next">Cursor of the next page, with more facts and promises; absent on the last page.</param>
internal sealed record CompanyProfile(
    string Key, string Name, IReadOnlyList<string> Names, IReadOnlyList<string> Aliases, long Position, IReadOnlyList<RaisedLine> Raised,
    long UndisclosedRounds, IReadOnlyList<RoundAnswer> Rounds,
    IReadOnlyList<ProductAnswer> Products, IReadOnlyList<PlantAnswer> Plants, IReadOnlyList<PartnershipAnswer> Partnerships,
    IReadOnlyList<AcquisitionAnswer> Acquisitions, IReadOnlyList<PromiseAnswer> Promises,
    IReadOnlyList<Attribution> Attributions, string? Next)
{
    public const string Example =
        """
        {"key":"tesla","name":"Tesla","names":["Tesla"],"aliases":[],"position":11,"raised":[],"undisclosedRounds":0,"rounds":[],
         "products":[{"product":"Model 3","shipments":[{"factId":"3cf22305-8df5-8296-af36-17349cb84f79","measure":"milestone","milestone":"first-shipment",
           "when":{"date":"2020-33","earliest":"2020-01-01","latest":"2020-03-31"},"region":"CN","origin":"CN","basis":"shipped","status":"planned","state":"reported"}]}],
         "plants":[{"factId":"9b2d194e-dd04-8eff-ac34-2346fdfed0f5","plant":"Gigafactory 3","status":"producing","on":{"date":"../2019-11-10","latest":"2019-11-10"},
           "state":"reported",
           "milestones":[{"status":"producing","on":{"date":"../2019-11-10","latest":"2019-11-10"}}],"location":{"country":"CN","city":"Shanghai"}}],
         "partnerships":[],"acquisitions":[],
         "promises":[{"factId":"a8eaeb00-f4e6-876a-a361-aa6e7f2ceb72","company":"tesla","promise":"unveiled","subject":"Electric pickup",
           "expected":{"date":"2019-11-21","earliest":"2019-11-21","latest":"2019-11-21"},"state":"missed"}],
         "attributions":[]}
        """;

    public static CompanyProfile Of(
        KnownCompany company, AsKnown known, IReadOnlyList<TotalLine> raised, IReadOnlyList<FactAnswer> facts,
        IReadOnlyList<PromiseAnswer> promises, IReadOnlyList<Attribution> attributions, string? next) => new(
        company.Key, company.Names[0], company.Names, company.Aliases, known.Position,
        [.. raised.Where(line => line.Currency.Length > 0).OrderBy(line => line.Currency, StringComparer.Ordinal)
            .Select(line => new RaisedLine(line.Currency, line.Amount, line.Rounds))],
        raised.Where(line => line.Currency.Length == 0).Sum(line => line.Rounds),
        Section<FundingRaised, RoundAnswer>(facts, RoundAnswer.Of),
        ProductAnswer.Of(
            Section<ProductShipped, (string, ShipmentAnswer)>(
                facts, (fact, shipped) => (shipped.Product, ShipmentAnswer.Of(fact, shipped)))),
        Section<PlantOpened, PlantAnswer>(facts, PlantAnswer.Of),
        Section<PartnershipFormed, PartnershipAnswer>(facts, (fact, formed) => PartnershipAnswer.Of(company.Key, fact, formed)),
        Section<CompanyAcquired, AcquisitionAnswer>(facts, (fact, acquired) => AcquisitionAnswer.Of(company.Key, fact, acquired)),
        promises, attributions, next);

    private static List<TAnswer> Section<TData, TAnswer>(IEnumerable<FactAnswer> facts, Func<FactAnswer, TData, TAnswer> answer)
        where TData : ReportData =>
        [.. facts.Where(fact => fact.Type == typeof(TData).Name)
            .Select(fact => answer(fact, fact.Data.Deserialize<TData>(ContractJson.Options)!))];
}

internal sealed record RaisedLine(string Currency, decimal Amount, long Rounds);

/// <param name="Amount">Absent if undisclosed.</param>
internal sealed record RoundAnswer(
    Guid FactId, FundingRound Round, DateAnswer On, Money? Amount, DealStatus Status, string State, IReadOnlyList<InvestorAnswer> Investors)
{
    public static RoundAnswer Of(FactAnswer fact, FundingRaised raised) => new(
        fact.Id, raised.Round, DateAnswer.Of(raised.On)!, raised.Amount, raised.Status, fact.State,
        [.. raised.Investors.Zip(fact.Investors ?? [],
            (investor, key) => new InvestorAnswer(key, investor.Party.Name, investor.Party.Kind, investor.Role))]);
}

internal sealed record InvestorAnswer(string Key, string Name, PartyKind Kind, InvestorRole Role);

internal sealed record ProductAnswer(string Product, IReadOnlyList<ShipmentAnswer> Shipments)
{
    public static IReadOnlyList<ProductAnswer> Of(IEnumerable<(string Product, ShipmentAnswer Shipment)> rows) =>
        [.. rows.GroupBy(row => row.Product, row => row.Shipment, StringComparer.Ordinal)
            .Select(product => new ProductAnswer(product.Key, [.. product]))];
}

/// <param name="When">The period of incremental units, the as-of day of cumulative units, or the day of a milestone.</param>
internal sealed record ShipmentAnswer(
    Guid FactId, ShipmentMeasure Measure, ShipmentMilestone? Milestone, decimal? Units, DateAnswer? When, string? Region, string? Origin,
    ShipmentBasis Basis, ShipmentStatus Status, string State)
{
    public static ShipmentAnswer Of(FactAnswer fact, ProductShipped shipped) => new(
        fact.Id, shipped.Measure, shipped.Milestone, shipped.Units, DateAnswer.Of(shipped.When), shipped.Region, shipped.Origin,
        shipped.Basis, shipped.Status, fact.State);
}

/// <param name="On">When the status began.</param>
/// <param name="Milestones">The dated statuses that the plant has had.</param>
internal sealed record PlantAnswer(
    Guid FactId, string Plant, PlantStatus Status, DateAnswer? On, string State, IReadOnlyList<MilestoneAnswer> Milestones,
    Location Location, Capacity? Capacity, string? Technology, string? Remark)
{
    public static PlantAnswer Of(FactAnswer fact, PlantOpened opened) => new(
        fact.Id, opened.Plant, Enum.Parse<PlantStatus>(fact.Status, ignoreCase: true), fact.On, fact.State, fact.Milestones ?? [],
        opened.Location, opened.Capacity, opened.Technology, opened.Remark);
}

/// <param name="With">The other party.</param>
internal sealed record PartnershipAnswer(Guid FactId, CompanyLink With, string Purpose, DateAnswer? On, DealStatus Status, string State)
{
    public static PartnershipAnswer Of(string company, FactAnswer fact, PartnershipFormed formed) => new(
        fact.Id, CompanyLink.Other(company, fact, formed.Company, formed.Partner), formed.Purpose, DateAnswer.Of(formed.On),
        formed.Status, fact.State);
}

/// <param name="Role"><c>acquired</c> if this company was bought, <c>acquirer</c> if it bought the other.</param>
internal sealed record AcquisitionAnswer(
    Guid FactId, string Role, CompanyLink With, Money? Price, DateAnswer? On, DealStatus Status, string State)
{
    public static AcquisitionAnswer Of(string company, FactAnswer fact, CompanyAcquired acquired) => new(
        fact.Id, fact.Company == company ? "acquired" : "acquirer", CompanyLink.Other(company, fact, acquired.Company, acquired.Acquirer),
        acquired.Price, DateAnswer.Of(acquired.On), acquired.Status, fact.State);
}

internal sealed record CompanyLink(string Key, string Name)
{
    public static CompanyLink Other(string company, FactAnswer fact, Named subject, Named counterparty) =>
        fact.Company == company ? new(fact.Counterparty!, counterparty.Name) : new(fact.Company!, subject.Name);
}
