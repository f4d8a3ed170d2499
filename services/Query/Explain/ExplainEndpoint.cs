using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Facts;
using EventPlatform.Query.Lists;
using EventPlatform.Query.Plants;
using EventPlatform.Query.Shipments;

namespace EventPlatform.Query.Explain;

/// <param name="Part">What the fact adds to the number.</param>
/// <param name="Reports">The reports in force, the headline's first.</param>
internal sealed record ExplainedFact(decimal Part, FactAnswer Fact, IReadOnlyList<ExplainedReport> Reports);

/// <param name="Value">The number as its own endpoint returns it. It equals the sum of the parts of all pages; this was checked.</param>
/// <param name="Count">How many facts there are on all pages.</param>
/// <param name="Series">For units: the series that was asked for.</param>
internal sealed record ExplainAnswer(
    string Of, string? GroupBy, string? Key, string? Currency, string? Unit, decimal Value, long Count,
    IReadOnlyList<ExplainedFact> Items, long Position, IReadOnlyList<Attribution> Attributions, string? Next, SeriesFilter? Series = null)
    : ListAnswer<ExplainedFact>(Items, Position, Attributions, Next);

/// <summary>
/// <c>GET /v1/explain</c>: the facts that add up to a number, with their reports and evidence. It never answers with facts whose sum is not
/// the number.
/// </summary>
internal static partial class ExplainEndpoint
{
    private const string DoesNotAddUp = "The facts do not add up to the number";

    private static readonly Columns<ExplainedFact> Columns = new(
        ("part", e => e.Part), ("factId", e => e.Fact.Id), ("type", e => e.Fact.Type), ("state", e => e.Fact.State),
        ("company", e => e.Fact.Company), ("status", e => e.Fact.Status), ("on", e => e.Fact.On?.Date),
        ("amount", e => e.Fact.Amount?.Amount), ("currency", e => e.Fact.Amount?.Currency),
        ("reports", e => e.Reports.Select(report => $"{report.Source} {report.Id}")),
        ("evidence", e => e.Reports.Select(report => report.Evidence?.GetRawText())));

    public static void MapExplain(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/explain", Get).RequireKey(Role.Read).WithName("explainNumber")
            .WithSummary("The facts that add up to a number, with their reports and evidence")
            .WithDescription(
                "The number is a line of another endpoint: of /v1/funding/totals with of=funding, " +
                "or of=undisclosed for its number of undisclosed rounds; " +
                "of /v1/plants/counts with of=plants; of /v1/plants/capacity with of=capacity. " +
                "With of=units it is the last value of a series of /v1/shipments/series, or the value on the day asOf. " +
                "The other parameters are those of that endpoint, such as of=units&company=xpeng&product=G3%202019.")
            .Takes("of", "The kind of number. The default is funding.", "funding", choices: Question.Kinds)
            .Takes("groupBy",
                "What the lines are grouped by. The default is company; for plants, it is all plants.", "investor", choices: Question.Groups)
            .Takes("key", "The key of the line. For plants, leave it out for those whose key is not known.", "xiaomi")
            .Takes("currency", "For a total: its currency (ISO 4217).", "USD").Takes("unit", "For a capacity: its unit, such as MW.")
            .TakesPlants()
            .Takes("company", "For units: the key of the company.").Takes("product", "For units: the product, compared by words.")
            .Takes("region", "For units: the region, compared by words. The default is the series without a region.")
            .Takes("basis", "For units: what is counted. The default is shipped.", choices: SeriesFilter.Bases)
            .TakesPeriod().TakesPage(fallback: 50, max: 500).TakesAsked()
            .AnswersList<ExplainAnswer>(
                $$$"""
                {"of":"funding","groupBy":"investor","key":"xiaomi","currency":"USD","value":400000000,"count":1,
                 "items":[{"part":400000000,"fact":{{{FactAnswer.Example}}},"reports":[{"position":4,"recordedtime":"2026-11-23T07:04:05.123456+00:00","source":"/samples/news","id":"xpeng-series-c@1",
                   "evidence":{"publishedOn":"2019-11-13"}}]}],"position":11,"attributions":[]}
                """)
            .Refuses(StatusCodes.Status500InternalServerError, DoesNotAddUp, "This is a fault of the platform. It is logged.");

    private static Task<IResult> Get(
        HttpRequest request, Reading reading, Attributions attributions, ILogger<ExplainAnswer> log, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var question = Question.Read(parameters);
        var limit = parameters.Limit(fallback: 50, max: 500);
        var sort = FactSort.Of("known");
        var (asked, after) = parameters.Page(sort.ReadCursor);
        asked = parameters.Period(asked);
        if (asked.From is not null && !question.IsOfRounds) parameters.Refuse("from", "is for of=funding and of=undisclosed");
        if (parameters.Problem() is { } problem) return Task.FromResult<IResult>(problem);

        return reading.AnswerAsync(request, asked, async (session, known) =>
        {
            var number = await ExplainedNumber.OfAsync(session, known, question, ct);
            var (count, sum) = (await session.ListAsync(
                $"select count(*), coalesce(sum({number.Part}), 0) from {known.FactsInForce} where {number.Facts}",
                number.Facts.Values, row => (row.GetInt64(0), row.GetDecimal(1)), ct))[0];
            if ((count, sum) != (number.Count, number.Value))
            {
                Differs(log, request.QueryString.Value!, number.Value, number.Count, sum, count, known.Position);
                return TypedResults.Problem(
                    title: DoesNotAddUp, detail: "This is a fault of the platform. It is logged.",
                    statusCode: StatusCodes.Status500InternalServerError);
            }

            var attribution = await attributions.OfAsync(
                session, $"select distinct unnest(f.sources) from {known.FactsInForce} where {number.Facts}", number.Facts.Values, ct);
            sort.After(after, number.Facts);
            var facts = await session.PageAsync(
                $"select {FactAnswer.Columns}, {number.Part} from {known.FactsInForce} where {number.Facts} order by {sort.OrderBy} limit {limit + 1}",
                number.Facts.Values, row => (Fact: FactAnswer.Read(row).Of(known), Part: row.GetDecimal(FactAnswer.ColumnCount)),
                limit, row => row.Fact.Bytes, ct);
            var page = await Evidence.AddAsync(session, facts, ct);
            return ListAnswers.Answer(request, new ExplainAnswer(
                question.Of, question.GroupBy, question.Key, question.Currency, question.Unit, number.Value, count, page.Items,
                known.Position, attribution,
                page.Next(last => sort.Cursor(known, $"{last.Fact.Since}", last.Fact.Id)),
                question.Of == Question.Units ? question.Shipments : null), Columns, known);
        }, ct);
    }

    [LoggerMessage(
        LogLevel.Error,
        "The facts do not add up: {Question} is {Value} from {Count} facts, but {Sum} from {Facts} facts at position {Position}")]
    private static partial void Differs(ILogger log, string question, decimal value, long count, decimal sum, long facts, long position);
}
