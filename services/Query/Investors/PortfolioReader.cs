using EventPlatform.Contracts;
using EventPlatform.Query.Facts;
using EventPlatform.Query.Funding;
using EventPlatform.Query.Lists;

namespace EventPlatform.Query.Investors;

/// <summary>The totals of an investor.</summary>
/// <param name="First">Date of the earliest round that counts.</param>
/// <param name="Last">Date of the latest round that counts.</param>
internal sealed record PortfolioNumbers(DateAnswer? First, DateAnswer? Last, IReadOnlyList<JoinedTotal> Totals, long UndisclosedRounds);

/// <summary>Reads the rounds of an investor, as they were known.</summary>
/// <param name="investor">The canonical key.</param>
internal sealed class PortfolioReader(ReadSession session, AsKnown known, string investor)
{
    private readonly string[] key = [investor];

    /// <summary>Reads the rounds by date, including rumoured and cancelled ones.</summary>
    public Task<ReadPage<(FactAnswer Fact, string Key)>> RoundsAsync(object[]? after, int limit, CancellationToken ct)
    {
        var sort = InvestorEndpoint.Sort;
        var conditions = new Conditions(known.Facts, "f.type = 'FundingRaised'").Add("f.investors @> ?", key);
        sort.After(after, conditions);
        return session.PageAsync(
            $"select {FactAnswer.Columns}, ({sort.Expression})::text from {known.FactsInForce} where {conditions} order by {sort.OrderBy} limit {limit + 1}",
            conditions.Values, row => (Fact: FactAnswer.Read(row).Of(known), Key: row.GetString(FactAnswer.ColumnCount)),
            limit, row => row.Fact.Bytes, ct);
    }

    /// <summary>Reads the co-investors by the number of rounds that both joined.</summary>
    public Task<ReadPage<(string Key, long Rounds)>> CoInvestorsAsync(int offset, int limit, CancellationToken ct) => session.PageAsync(
        $"""
        select other, count(*) from facts f cross join unnest(f.investors) other where {known.CountedRounds} and f.investors @> $1 and other <> $2
        group by other order by count(*) desc, other collate "C" offset {offset} limit {limit + 1}
        """,
        [key, investor], row => (row.GetString(0), row.GetInt64(1)), limit, _ => 0, ct);

    public async Task<PortfolioNumbers> NumbersAsync(CancellationToken ct)
    {
        var lines = (await FundingTotals.PageAsync(
            session, known, FundingGroup.Of("investor"), currency: null, investor, after: null, limit: 1000, ct)).Items;
        return new(
            await DateAsync("coalesce(f.earliest, nullif(f.latest, 'infinity')) asc", ct),
            await DateAsync("coalesce(nullif(f.latest, 'infinity'), f.earliest) desc", ct),
            [.. lines.Where(line => line.Currency.Length > 0).OrderBy(line => line.Currency, StringComparer.Ordinal)
                .Select(line => new JoinedTotal(line.Currency, line.Amount, line.Rounds))],
            lines.Where(line => line.Currency.Length == 0).Sum(line => line.Rounds));
    }

    private async Task<DateAnswer?> DateAsync(string order, CancellationToken ct) => await session.ListAsync(
        $"select f.on_date from facts f where {known.CountedRounds} and f.investors @> $1 order by {order} nulls last, f.earliest nulls last, f.since, f.fact_id limit 1",
        [key], row => DateAnswer.Of(PartialDate.Parse(row.GetString(0))), ct) is [var date] ? date : null;
}
