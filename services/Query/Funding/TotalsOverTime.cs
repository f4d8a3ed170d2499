namespace EventPlatform.Query.Funding;

/// <summary>
/// The largest past totals by company or by investor. Each currency is added up in the order of an index, one key after the other, so
/// that nothing is hashed and only the largest totals are kept.
/// </summary>
/// <param name="Rows">The rows to add up, as <c>f</c>.</param>
/// <param name="Indexed">The condition of the index.</param>
/// <param name="Then">The condition of the rows that count.</param>
internal sealed record TotalsOverTime(string Rows, string Indexed, string Then, string Key, string Amount, string Rounds)
{
    public static TotalsOverTime Of(FundingGroup group, AsKnown known) => group.Name == "investor"
        ? new(
            "investor_changes f", "true", known.InvestorChanges, "f.investor",
            "trim_scale(coalesce(sum(f.minor), 0) * 0.0001 + coalesce(sum(f.amount), 0))", "sum(f.rounds)")
        : new(
            "facts f", $"{AsKnown.Rounds} and {group.Counts}", $"{known.CountedRounds} and {group.Counts}", "f.company",
            "coalesce(sum(f.amount), 0)", "count(*)");

    /// <summary>SQL for the lines of each currency up to a rank.</summary>
    /// <param name="currency">The parameter with the requested currency; null for all currencies.</param>
    public string Largest(string? currency, long upTo) =>
        $"""
        with recursive next (currency) as (
          (select f.currency from {Rows} where {Indexed} and f.currency is not null order by f.currency limit 1)
          union all
          select (select f.currency from {Rows} where {Indexed} and f.currency > next.currency order by f.currency limit 1) from next where next.currency is not null),
        currencies (currency) as ({(currency is null ? "select currency from next where currency is not null" : $"values ({currency}::text)")})
        select largest.key, c.currency, largest.amount, largest.rounds, row_number() over (partition by c.currency order by largest.amount desc, largest.key collate "C") as rank
        from currencies c cross join lateral (
          select {Key} as key, {Amount} as amount, {Rounds} as rounds from {Rows} where f.currency = c.currency and {Then}
          group by {Key} having {Rounds} > 0 order by amount desc, {Key} collate "C" limit {upTo}) largest
        union all
        select undisclosed.*, row_number() over (order by undisclosed.key collate "C") from (
          select {Key} as key, '', 0, {Rounds} from {Rows} where f.currency is null and {Then} group by {Key} having {Rounds} > 0 order by {Key} collate "C" limit {upTo}) undisclosed
        """;
}
