using EventPlatform.Query.Lists;

namespace EventPlatform.Query.Funding;

/// <param name="Currency">Empty for rounds whose amount is undisclosed.</param>
/// <param name="Rank">Rank among the lines of its currency, from 1: the largest amount first, undisclosed ones by key.</param>
internal sealed record TotalLine(string Key, string Currency, decimal Amount, long Rounds, long Rank);

/// <summary>
/// Adds up announced and completed rounds: as of now from the totals that Projections rolls up, else from the fact versions known then.
/// </summary>
internal static class FundingTotals
{
    /// <summary>Goes from one currency to the next by the index, because there are few currencies and many lines.</summary>
    private const string EachCurrency =
        """
        with recursive currencies (currency) as (
          (select currency from funding_totals where dimension = $1 order by currency limit 1)
          union all
          select (select t.currency from funding_totals t where t.dimension = $1 and t.currency > c.currency order by t.currency limit 1) from currencies c where c.currency is not null)
        """;

    /// <summary>Returns lines by rank and then by currency, so that the first page has the largest of every currency.</summary>
    /// <param name="after">The last line of the page before.</param>
    public static Task<ReadPage<TotalLine>> PageAsync(
        ReadSession session, AsKnown known, FundingGroup group, string? currency, string? key, TotalLine? after, int limit,
        CancellationToken ct)
    {
        var conditions = new Conditions();
        var lines = Lines(known, group, currency, key, upTo: (after?.Rank ?? 0) + limit + 1, conditions);
        var rest = after is null
            ? "true"
            : $"(rank, currency) > ({conditions.Parameter(after.Rank)}, {conditions.Parameter(after.Currency)})";
        return session.PageAsync(
            $"select key, currency, amount, rounds, rank from ({lines}) lines where {rest} order by rank, currency limit {limit + 1}",
            conditions.Values,
            row => new TotalLine(row.GetString(0), row.GetString(1), row.GetDecimal(2), row.GetInt64(3), row.GetInt64(4)),
            limit, _ => 0, ct);
    }

    /// <summary>SQL for the lines of each currency up to a rank.</summary>
    private static string Lines(AsKnown known, FundingGroup group, string? currency, string? key, long upTo, Conditions conditions) =>
        known switch
    {
        { IsNow: true, AsOf: null, From: null } => RolledUp(group, currency, key, upTo, conditions),
        _ when key is null && group.IsOfCompanies =>
            TotalsOverTime.Of(group, known).Largest(currency is null ? null : conditions.Parameter(currency), upTo),
        _ => Counted(known, group, currency, key, upTo, conditions),
    };

    private static string RolledUp(FundingGroup group, string? currency, string? key, long upTo, Conditions conditions)
    {
        conditions.Add("dimension = ?", group.Name).Add("key = ?", key).Add("rounds > 0");
        return $"""
                {(currency is null ? EachCurrency : $"with currencies (currency) as (values ({conditions.Parameter(currency)}::text), (''))")}
                select t.* from currencies c cross join lateral (
                  select key, currency, amount, rounds, row_number() over (order by amount desc, key collate "C") as rank
                  from funding_totals where currency = c.currency and {conditions} order by amount desc, key collate "C" limit {upTo}) t
                """;
    }

    private static string Counted(AsKnown known, FundingGroup group, string? currency, string? key, long upTo, Conditions conditions)
    {
        conditions.Add(known.CountedRounds).Add(group.Counts).Add("(f.currency = ? or f.currency is null)", currency);
        if (key is not null) group.AddKey(key, conditions);
        var (line, shown) = (key is null ? "true" : $"{group.Text("key")} = {conditions.Parameter(key)}", group.Text("key"));
        // Only the largest of each currency are picked, because sorting all lines costs more than adding them up
        return $"""
                with lines as materialized (
                  select currency, key, coalesce(sum(amount), 0) as amount, count(*) as rounds
                  from (select f.currency, {group.Key} as key, f.amount from facts f where {conditions}) counted group by currency, key)
                select largest.* from (select distinct currency as of from lines) currencies cross join lateral (
                  select {shown} as key, coalesce(currency, '') as currency, amount, rounds, row_number() over (order by amount desc, {shown} collate "C") as rank
                  from lines where {line} and currency is not distinct from currencies.of order by amount desc, {shown} collate "C" limit {upTo}) largest
                """;
    }
}
