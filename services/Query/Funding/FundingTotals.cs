namespace EventPlatform.Query.Funding;

/// <param name="Currency">Empty for rounds whose amount is undisclosed.</param>
internal sealed record TotalLine(string Key, string Currency, decimal Amount, long Rounds);

/// <summary>Announced and completed rounds added up: rolled up by Projections for now, else from the fact versions known then.</summary>
internal static class FundingTotals
{
    /// <summary>From one to the next by the index: there are few currencies and many lines.</summary>
    private const string EachCurrency =
        """
        with recursive currencies (currency) as (
          (select currency from served.funding_totals where dimension = $1 order by currency limit 1)
          union all
          select (select t.currency from served.funding_totals t where t.dimension = $1 and t.currency > c.currency order by t.currency limit 1) from currencies c where c.currency is not null)
        """;

    /// <summary>The largest lines of each currency; undisclosed ones, which have none, by key.</summary>
    public static Task<IReadOnlyList<TotalLine>> ListAsync(ReadSession session, AsKnown known, FundingGroup group, string? currency, string? key, int limit, CancellationToken ct) =>
        known is { IsNow: true, AsOf: null } ? RolledUpAsync(session, group, currency, key, limit, ct) : CountedAsync(session, known, group, currency, key, limit, ct);

    private static Task<IReadOnlyList<TotalLine>> RolledUpAsync(ReadSession session, FundingGroup group, string? currency, string? key, int limit, CancellationToken ct)
    {
        var conditions = new Conditions("rounds > 0");
        conditions.Add("dimension = ?", group.Name).Add("key = ?", key).Add("currency in (?, '')", currency);
        return session.ListAsync(
            key is null
                ? $"""
                   {(currency is null ? EachCurrency : "with currencies (currency) as (values ($2::text), (''))")}
                   select t.key, t.currency, t.amount, t.rounds from currencies c cross join lateral (
                     select * from served.funding_totals where currency = c.currency and {conditions} order by amount desc, key limit {limit}) t
                   order by t.currency, t.amount desc, t.key
                   """
                : $"select key, currency, amount, rounds from served.funding_totals where {conditions} order by currency",
            conditions.Values, Read, ct);
    }

    private static Task<IReadOnlyList<TotalLine>> CountedAsync(
        ReadSession session, AsKnown known, FundingGroup group, string? currency, string? key, int limit, CancellationToken ct)
    {
        if (key is null && group.IsOfCompanies)
            return session.ListAsync(TotalsOverTime.Of(group, known).Largest(currency is not null, limit), currency is null ? [] : [currency], Read, ct);
        var conditions = new Conditions();
        conditions.Add(known.CountedRounds).Add(group.Counts).Add("(f.currency = ? or f.currency is null)", currency);
        if (key is not null) group.AddKey(key, conditions);
        var (line, shown) = (key is null ? "true" : $"{group.Text("key")} = {conditions.Parameter(key)}", group.Text("key"));
        // The largest of each currency are picked, as to sort all lines costs more than to add them up
        return session.ListAsync(
            $"""
            with lines as materialized (
              select currency, key, coalesce(sum(amount), 0) as amount, count(*) as rounds
              from (select f.currency, {group.Key} as key, f.amount from served.facts f where {conditions}) counted group by currency, key)
            select {shown}, coalesce(currency, ''), amount, rounds from (select distinct currency as of from lines) currencies
            cross join lateral (select * from lines where {line} and currency is not distinct from currencies.of order by amount desc, {shown} collate "C" limit {limit}) largest
            order by coalesce(currency, ''), amount desc, {shown} collate "C"
            """,
            conditions.Values, Read, ct);
    }

    private static TotalLine Read(Npgsql.NpgsqlDataReader row) => new(row.GetString(0), row.GetString(1), row.GetDecimal(2), row.GetInt64(3));
}
