using System.Globalization;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Companies;
using EventPlatform.Query.Lists;

namespace EventPlatform.Query.Funding;

/// <param name="Key">Company or investor key, round, year, quarter such as <c>2019-Q4</c>, or country.</param>
/// <param name="Name">The name of a company or investor.</param>
internal sealed record FundingTotal(string Key, string? Name, string Currency, decimal Amount, long Rounds);

/// <summary>Rounds whose amount is not known.</summary>
internal sealed record UndisclosedRounds(string Key, string? Name, long Rounds);

/// <param name="Additive">False by investor and by investor country: each gets the whole amount of a round.</param>
/// <param name="Undisclosed">Rounds with undisclosed amounts, by key. They are in no line.</param>
internal sealed record FundingTotalsAnswer(
    string GroupBy, bool Additive, IReadOnlyList<FundingTotal> Items, IReadOnlyList<UndisclosedRounds> Undisclosed, long Position,
    IReadOnlyList<Attribution> Attributions, string? Next)
    : ListAnswer<FundingTotal>(Items, Position, Attributions, Next);

/// <summary>
/// <c>GET /v1/funding/totals</c>: totals of announced and completed rounds. A line has one currency. Pages follow the rank of a line in
/// its currency, so that the first page has the largest lines of each. Rounds with undisclosed amounts are counted apart.
/// </summary>
internal static class FundingTotalsEndpoint
{
    private static readonly Columns<FundingTotal> Columns = new(
        ("key", t => t.Key), ("name", t => t.Name), ("currency", t => t.Currency), ("amount", t => t.Amount), ("rounds", t => t.Rounds));

    public static void MapFundingTotals(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/funding/totals", Get).RequireKey(Role.Read).WithName("getFundingTotals")
            .WithSummary("Money raised in announced and completed rounds")
            .WithDescription(
                "A line has one currency. The largest lines come first within each currency, " +
                "and the first page has the largest of every currency. " +
                "Rounds with undisclosed amounts are in no line; they are counted apart, by key. 'limit' counts both.")
            .Takes("groupBy",
                "What the lines are grouped by. The default is company. " +
                "By investor and by investor-country, each gets the whole amount of its rounds.",
                "investor", choices: FundingGroup.Names)
            .Takes("key", "Only the line with this key.").Takes("currency", "Only lines of this currency (ISO 4217).", "USD")
            .TakesPeriod().TakesPage(fallback: 100, max: 1000, example: 4).TakesAsked()
            .AnswersList<FundingTotalsAnswer>(
                """
                {"groupBy":"investor","additive":false,"items":[{"key":"he-xiaopeng","name":"He Xiaopeng","currency":"USD","amount":400000000,"rounds":1}],
                 "undisclosed":[{"key":"alibaba","name":"Alibaba","rounds":1}],"position":11,"attributions":[]}
                """);

    private static Task<IResult> Get(HttpRequest request, Reading reading, Attributions attributions, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var group = FundingGroup.Of(parameters.Choice("groupBy", FundingGroup.Names));
        var (key, currency) = (parameters.Text("key"), parameters.Currency());
        var limit = parameters.Limit(fallback: 100, max: 1000);
        var (asked, after) = parameters.Page(ReadCursor);
        asked = parameters.Period(asked);
        if (parameters.Problem() is { } problem) return Task.FromResult<IResult>(problem);

        return reading.AnswerAsync(request, asked, async (session, known) =>
        {
            if (key is not null && group.IsOfCompanies) key = await KnownCompany.CanonicalAsync(session, known, key, ct);
            var page = await FundingTotals.PageAsync(session, known, group, currency, key, after, limit, ct);
            var lines = page.Items.OrderBy(line => line.Currency, StringComparer.Ordinal).ThenBy(line => line.Rank).ToList();
            var names = group.IsOfCompanies ? await KnownCompany.NamesAsync(session, known, lines.Select(line => line.Key), ct) : [];
            return ListAnswers.Answer(request, new FundingTotalsAnswer(
                group.Name, group.IsAdditive,
                [.. lines.Where(line => line.Currency.Length > 0).Select(line => new FundingTotal(
                    line.Key, names.GetValueOrDefault(line.Key), line.Currency, line.Amount, line.Rounds))],
                [.. lines.Where(line => line.Currency.Length == 0)
                    .Select(line => new UndisclosedRounds(line.Key, names.GetValueOrDefault(line.Key), line.Rounds))],
                known.Position, await SourcesAsync(session, known, group, lines, attributions, ct),
                page.Next(last => Cursor.Of(known, $"{last.Rank}", last.Currency))), Columns, known);
        }, ct);
    }

    /// <summary>Returns the terms of the feeds whose rounds are added up in the lines of a page.</summary>
    private static Task<IReadOnlyList<Attribution>> SourcesAsync(
        ReadSession session, AsKnown known, FundingGroup group, List<TotalLine> lines, Attributions attributions, CancellationToken ct)
    {
        var rounds = new Conditions(known.CountedRounds, group.Counts);
        var keys = lines.ConvertAll(line => line.Key).ToArray();
        group.AddKeys(keys, rounds);
        return attributions.OfAsync(session,
            $"""
            select distinct source from (
              select distinct c.sources from (select {group.Text(group.Key)} as key, coalesce(f.currency, '') as currency, f.sources from facts f where {rounds}) c
              join unnest({rounds.Parameter(keys)}, {rounds.Parameter(lines.ConvertAll(line => line.Currency).ToArray())}) line (key, currency) using (key, currency)) s
            cross join unnest(s.sources) source
            """,
            rounds.Values, ct);
    }

    private static TotalLine? ReadCursor(IReadOnlyList<string> parts) =>
        parts is [var rank, var currency] && long.TryParse(rank, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at < int.MaxValue
            ? new("", currency, 0, 0, at)
            : null;
}
