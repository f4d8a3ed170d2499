using EventPlatform.Contracts;
using EventPlatform.Query.Facts;
using EventPlatform.Query.Promises;

namespace EventPlatform.Query.Companies;

/// <summary>What is known of a company. Each part says in which state it is: reported, revised, corroborated or disputed.</summary>
/// <param name="Name">The name under which it was last reported.</param>
/// <param name="Names">Every name under which it was reported, the latest first.</param>
/// <param name="Aliases">Other keys that mean it.</param>
/// <param name="Position">Of the log: the answer is of it.</param>
/// <param name="Raised">Money raised, a line per currency, never added across: announced and completed rounds.</param>
/// <param name="UndisclosedRounds">How many more such rounds there are whose amount is not known.</param>
/// <param name="Promises">What the facts of this page plan or announce, and what became of it by today.</param>
/// <param name="Attributions">Of the feeds that this rests on.</param>
/// <param name="Next">Cursor of the next page, with more rounds, products, plants, partnerships, acquisitions and promises; absent on the last.</param>
internal sealed record CompanyProfile(
    string Key, string Name, IReadOnlyList<string> Names, IReadOnlyList<string> Aliases, long Position, IReadOnlyList<RaisedLine> Raised, long UndisclosedRounds, IReadOnlyList<RoundAnswer> Rounds,
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
}

internal sealed record RaisedLine(string Currency, decimal Amount, long Rounds);

/// <param name="Amount">Absent where undisclosed.</param>
internal sealed record RoundAnswer(Guid FactId, FundingRound Round, DateAnswer On, Money? Amount, DealStatus Status, string State, IReadOnlyList<InvestorAnswer> Investors);

internal sealed record InvestorAnswer(string Key, string Name, PartyKind Kind, InvestorRole Role);

internal sealed record ProductAnswer(string Product, IReadOnlyList<ShipmentAnswer> Shipments);

/// <param name="When">The period of incremental units, the as-of day of cumulative ones, the day of a milestone.</param>
internal sealed record ShipmentAnswer(
    Guid FactId, ShipmentMeasure Measure, ShipmentMilestone? Milestone, decimal? Units, DateAnswer? When, string? Region, string? Origin,
    ShipmentBasis Basis, ShipmentStatus Status, string State);

/// <param name="On">When the status began.</param>
/// <param name="Milestones">The dated statuses that it lived through.</param>
internal sealed record PlantAnswer(
    Guid FactId, string Plant, PlantStatus Status, DateAnswer? On, string State, IReadOnlyList<MilestoneAnswer> Milestones, Location Location, Capacity? Capacity, string? Technology, string? Remark);

/// <param name="With">The other party, seen from this company.</param>
internal sealed record PartnershipAnswer(Guid FactId, CompanyLink With, string Purpose, DateAnswer? On, DealStatus Status, string State);

/// <param name="Role"><c>acquired</c> where this company was bought, <c>acquirer</c> where it bought the other.</param>
internal sealed record AcquisitionAnswer(Guid FactId, string Role, CompanyLink With, Money? Price, DateAnswer? On, DealStatus Status, string State);

internal sealed record CompanyLink(string Key, string Name);
