using EventPlatform.Contracts;
using EventPlatform.Query.Companies;
using EventPlatform.Query.Facts;

namespace EventPlatform.Query.Investors;

/// <param name="Amount">The amount of the whole round; absent if undisclosed.</param>
internal sealed record JoinedRound(
    Guid FactId, string Company, string? CompanyName, string Round, DateAnswer On, Money? Amount, string Status, string State);

/// <param name="Rounds">How many rounds both joined.</param>
internal sealed record CoInvestor(string Key, string? Name, long Rounds);

/// <param name="Amount">The amount of the whole rounds. The investor's part is not known.</param>
internal sealed record JoinedTotal(string Currency, decimal Amount, long Rounds);

/// <summary>
/// The rounds of an investor. Numbers count announced and completed rounds; the list also has rumoured and cancelled ones.
/// </summary>
/// <param name="First">Date of the earliest round that counts.</param>
/// <param name="Last">Date of the latest round that counts.</param>
/// <param name="CoInvestors">Co-investors by the number of rounds that both joined, the most first.</param>
/// <param name="Next">Cursor of the next page, with more rounds and co-investors; absent on the last page.</param>
/// <param name="Additive">Always false: totals of several investors must not be added up.</param>
internal sealed record Portfolio(
    string Key, string Name, IReadOnlyList<string> Names, IReadOnlyList<string> Aliases, long Position, DateAnswer? First, DateAnswer? Last,
    bool Additive, IReadOnlyList<JoinedTotal> Totals, long UndisclosedRounds, IReadOnlyList<CoInvestor> CoInvestors,
    IReadOnlyList<JoinedRound> Rounds, IReadOnlyList<Attribution> Attributions, string? Next)
{
    public const string Example =
        """
        {"key":"xiaomi","name":"Xiaomi","names":["Xiaomi"],"aliases":[],"position":11,"first":{"date":"2019-11-13","earliest":"2019-11-13","latest":"2019-11-13"},
         "last":{"date":"2019-11-13","earliest":"2019-11-13","latest":"2019-11-13"},"additive":false,"totals":[{"currency":"USD","amount":400000000,"rounds":1}],"undisclosedRounds":0,
         "coInvestors":[{"key":"he-xiaopeng","name":"He Xiaopeng","rounds":1}],
         "rounds":[{"factId":"97f0ab9d-07e1-8020-a9a2-ea479cc5c5f3","company":"xpeng","companyName":"Xpeng Motors","round":"series-c",
           "on":{"date":"2019-11-13","earliest":"2019-11-13","latest":"2019-11-13"},"amount":{"amount":400000000,"currency":"USD"},"status":"announced","state":"reported"}],"attributions":[]}
        """;

    /// <param name="names">Names of the companies and co-investors of the page.</param>
    public static Portfolio Of(
        KnownCompany investor, AsKnown known, PortfolioNumbers numbers, IReadOnlyList<FactAnswer> rounds,
        IReadOnlyList<(string Key, long Rounds)> coInvestors, IReadOnlyDictionary<string, string> names,
        IReadOnlyList<Attribution> attributions, string? next) => new(
            investor.Key, investor.Names[0], investor.Names, investor.Aliases, known.Position, numbers.First, numbers.Last, Additive: false,
            numbers.Totals, numbers.UndisclosedRounds,
            [.. coInvestors.Select(other => new CoInvestor(other.Key, names.GetValueOrDefault(other.Key), other.Rounds))],
            [.. rounds.Select(round => new JoinedRound(
                round.Id, round.Company!, names.GetValueOrDefault(round.Company!), round.Data.GetProperty("round").GetString()!,
                round.On!, round.Amount, round.Status, round.State))],
            attributions, next);
}
