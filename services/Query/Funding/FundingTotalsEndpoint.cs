using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Storage;

namespace EventPlatform.Query.Funding;

/// <param name="Key">Company or investor key, year, or round.</param>
/// <param name="Name">Of a company or investor.</param>
internal sealed record FundingTotal(string Key, string? Name, string Currency, decimal Amount, long Rounds);

/// <param name="Additive">False by investor: each is given the whole of the rounds that it joined.</param>
internal sealed record FundingTotalsAnswer(string GroupBy, bool Additive, IReadOnlyList<FundingTotal> Items);

/// <summary>
/// <c>GET /v1/funding/totals?groupBy=company|year|round|investor&amp;currency=&amp;limit=</c>: announced and completed rounds, the largest first within
/// each currency. A line is of one currency, and <c>limit</c> counts lines per currency. Undisclosed amounts are in no line.
/// </summary>
internal static class FundingTotalsEndpoint
{
    public static void MapFundingTotals(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/funding/totals", Get).RequireKey(Role.Read).WithSummary("Money raised in announced and completed rounds")
            .WithDescription("The largest first within each currency. A line is of one currency. Undisclosed amounts are in no line.")
            .Takes("groupBy", "What a line is of; company unless given. By investor, each is given the whole of the rounds that it joined.", "investor", choices: ["company", "year", "round", "investor"])
            .Takes("currency", "Lines of this currency only (ISO 4217).", "USD").TakesNumber("limit", "How many lines at most in each currency; 100 unless given.", 1, 1, 1000)
            .TakesMinPosition()
            .Answers<FundingTotalsAnswer>("""{"groupBy":"investor","additive":false,"items":[{"key":"he-xiaopeng","name":"He Xiaopeng","currency":"USD","amount":400000000,"rounds":1}]}""");

    private static async Task<IResult> Get(HttpRequest request, ReadTables tables, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var groupBy = parameters.Choice("groupBy", "company", "year", "round", "investor");
        var currency = parameters.Checked<string?>("currency", null, "must be an ISO 4217 code of three capital letters such as USD",
            text => text.Length == 3 && text.All(char.IsAsciiLetterUpper) ? text : null);
        var limit = parameters.Limit(fallback: 100, max: 1000);
        var minPosition = parameters.Position("minPosition");
        if (parameters.Problem() is { } problem) return problem;

        await using var session = await tables.OpenAsync(minPosition, ct);
        // Currencies are stepped through by the index: there may be a hundred thousand lines of each
        var items = await session.ListAsync(
            """
            with recursive currencies as (
              select coalesce($2::text, (select min(currency) from served.funding_totals where dimension = $1 and currency > '')) as currency
              union all
              select (select min(t.currency) from served.funding_totals t where t.dimension = $1 and t.currency > c.currency)
              from currencies c where c.currency is not null and $2::text is null)
            select t.key, n.name, c.currency, t.amount, t.rounds
            from currencies c
            cross join lateral (
              select * from served.funding_totals where dimension = $1 and currency = c.currency and rounds > 0 order by amount desc, key limit $3) t
            left join lateral (
              select name from served.names where $1 in ('company', 'investor') and key = t.key order by last desc, name limit 1) n on true
            order by c.currency, t.amount desc, t.key
            """,
            [groupBy, currency, limit],
            row => new FundingTotal(row.GetString(0), row.GetText(1), row.GetString(2), row.GetDecimal(3), row.GetInt64(4)), ct);
        return TypedResults.Ok(new FundingTotalsAnswer(groupBy, Additive: groupBy is not "investor", items));
    }
}
