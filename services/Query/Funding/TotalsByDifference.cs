using EventPlatform.Storage;

namespace EventPlatform.Query.Funding;

/// <summary>
/// Totals by investor of the past, where most of what counts now counted then: what counts now is rolled up already; of it is taken what did not count
/// yet, and added what does not any more. To add up every investor of a million rounds takes longer.
/// </summary>
internal static class TotalsByDifference
{
    /// <summary>Percent of the rows: all of few, some 3,000 of many.</summary>
    private const string Sample = "(select case when reltuples > 3000 then 300000 / reltuples else 100 end from pg_class where oid = 'served.facts'::regclass)";

    public static async Task<bool> IsShorterAsync(ReadSession session, AsKnown known, FundingGroup group, CancellationToken ct) => group.Name == "investor" && (await session.ListAsync(
        $"select coalesce(avg(case when {known.NotYet} then 0 else 1 end), 0) > 0.5 from served.facts f tablesample system ({Sample}) where {known.Now.CountedRounds} and {group.Counts}",
        [], row => row.GetBoolean(0), ct))[0];

    /// <summary>A query of lines: currency, key, amount and rounds.</summary>
    /// <param name="currency">Parameter of that name, or null.</param>
    public static string Lines(AsKnown known, FundingGroup group, string currency)
    {
        var noMore = known.IsNow ? "" : $"union all {Rounds("+", $"{known.CountedRounds} and f.known_to <> {ReadModel.Open}")}";
        return
            $"""
            select currency, key, sum(amount) as amount, sum(rounds)::bigint as rounds from (
              select nullif(currency, '') as currency, key, amount, rounds from served.funding_totals
              where dimension = '{group.Name}' and ({currency} is null or currency in ({currency}, ''))
              union all {Rounds("-", $"{known.Now.CountedRounds} and {known.NotYet}")}
              {noMore}) counted
            group by currency, key having sum(rounds) > 0
            """;

        string Rounds(string sign, string condition) =>
            $"select f.currency, {group.Key}, {sign} coalesce(f.amount, 0), {sign} 1 from served.facts f where {condition} and {group.Counts} and ({currency} is null or f.currency = {currency} or f.currency is null)";
    }
}
