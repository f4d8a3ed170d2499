using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Lists;

namespace EventPlatform.Query.Statistics;

/// <param name="Key">A report type, a CloudEvents source, or a day (UTC).</param>
/// <param name="Reports">Reports in the log; by day, those that were stored on it.</param>
/// <param name="ReportsToday">Reports since midnight UTC; absent by day.</param>
/// <param name="Facts">
/// Facts that are known and not retracted; by day, those that became known on it, minus those that were retracted.
/// </param>
/// <param name="FactsToday">How many more facts there are since midnight UTC; absent by day.</param>
internal sealed record Count(string Key, long Reports, long? ReportsToday, long Facts, long? FactsToday);

/// <summary>Sums over all pages. By source, a fact of several sources counts once here.</summary>
internal sealed record Totals(long Reports, long ReportsToday, long Facts, long FactsToday);

/// <param name="Today">The day in UTC that counts as today.</param>
internal sealed record StatisticsAnswer(
    string GroupBy, DateOnly Today, Totals Total, IReadOnlyList<Count> Items, long Position, IReadOnlyList<Attribution> Attributions,
    string? Next)
    : ListAnswer<Count>(Items, Position, Attributions, Next);

/// <summary><c>GET /v1/statistics?groupBy=</c>: how many reports and facts there are, in total and today.</summary>
internal static class StatisticsEndpoint
{
    private static readonly string[] Groups = ["type", "source", "day"];

    private static readonly Columns<Count> Columns = new(
        ("key", c => c.Key), ("reports", c => c.Reports), ("reportsToday", c => c.ReportsToday), ("facts", c => c.Facts),
        ("factsToday", c => c.FactsToday));

    public static void MapStatistics(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/statistics", Get).RequireKey(Role.Read).WithName("getStatistics")
            .WithSummary("How many reports and facts there are, in total and today")
            .WithDescription(
                "Lines are sorted by key; days, the latest first. Days are in UTC: the day on which the log stored a report. " +
                "Each page has its own position.")
            .Takes("groupBy", "What the lines are grouped by. The default is type. By source, a fact counts for each of its sources.",
                "type", choices: Groups)
            .TakesPage(fallback: 100, max: 1000).TakesMinPosition()
            .AnswersList<StatisticsAnswer>(
                """
                {"groupBy":"type","today":"2026-11-23","total":{"reports":12,"reportsToday":12,"facts":11,"factsToday":11},
                 "items":[{"key":"PlantOpened","reports":1,"reportsToday":1,"facts":1,"factsToday":1}],"position":12,"attributions":[]}
                """);

    private static Task<IResult> Get(
        HttpRequest request, Reading reading, Attributions attributions, TimeProvider time, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var groupBy = parameters.Choice("groupBy", Groups);
        var limit = parameters.Limit(fallback: 100, max: 1000);
        var (asked, after) = parameters.Page(
            parts => parts is [var of, var last] && of == groupBy ? last : null, asOf: false, knownAt: false);
        if (parameters.Problem() is { } problem) return Task.FromResult<IResult>(problem);

        return reading.AnswerAsync(request, asked, async (session, known) =>
        {
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            var (key, dimension, isBehind, order) = groupBy == "day"
                ? ("to_char(day, 'YYYY-MM-DD')", "type", "<", "desc")
                : ("key", groupBy, ">", "asc");
            var lines = await ListAsync(
                session,
                $"""
                select {key}, {Sums} from daily_counts
                where dimension = '{dimension}' and ($2::text is null or {key} {isBehind} $2) group by 1 order by 1 {order} limit $3
                """, [today, after, limit + 1], ct);
            var total = (await ListAsync(session, $"select '', {Sums} from daily_counts where dimension = 'type'", [today], ct))[0];
            var page = PageReading.PageOf(lines, limit);
            return ListAnswers.Answer(request, new StatisticsAnswer(
                groupBy, today, new(total.Reports, total.ReportsToday!.Value, total.Facts, total.FactsToday!.Value),
                [.. page.Items.Select(line => groupBy == "day" ? line with { ReportsToday = null, FactsToday = null } : line)],
                known.Position,
                await attributions.OfAsync(session, "select distinct key from daily_counts where dimension = 'source'", [], ct),
                page.Next(last => new Cursor(null, null, [groupBy, last.Key]).ToString())), Columns, known: null);
        }, ct);
    }

    private const string Sums =
        """
        coalesce(sum(reports), 0)::bigint, coalesce(sum(reports) filter (where day = $1), 0)::bigint,
        coalesce(sum(facts), 0)::bigint, coalesce(sum(facts) filter (where day = $1), 0)::bigint
        """;

    private static Task<IReadOnlyList<Count>> ListAsync(
        ReadSession session, string sql, object?[] values, CancellationToken ct) => session.ListAsync(
        sql, values, row => new Count(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)), ct);
}
