using System.Globalization;
using EventPlatform.Hosting;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Companies.History;
using EventPlatform.Query.Facts;
using EventPlatform.Query.Lists;

namespace EventPlatform.Query.Companies.Diff;

/// <param name="From">The earlier position.</param>
/// <param name="Items">Facts that differ, in the order of their last change. Any page may have fewer items than its limit.</param>
/// <param name="Keys">Keys that mean the company at only one of the positions.</param>
internal sealed record DiffPage(
    long From, IReadOnlyList<HistoryEntry> Keys, IReadOnlyList<HistoryEntry> Items, long Position, IReadOnlyList<Attribution> Attributions,
    string? Next)
    : ListAnswer<HistoryEntry>(Items, Position, Attributions, Next);

/// <summary>
/// <c>GET /v1/companies/{key}/diff?knownFrom=&amp;knownTo=</c>: differences between what was known about a company at two moments.
/// </summary>
internal static class DiffEndpoint
{
    public static void MapCompanyDiff(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/companies/{key}/diff", Get).RequireKey(Role.Read).WithName("getCompanyDiff")
            .WithSummary("Differences between what was known about a company at two moments, each with the report of the last change")
            .Describes("key", "The company's key. An alias is answered with 308 to the canonical key.", "xpeng")
            .Takes("knownFrom",
                "The earlier moment: a position, a cursor or a time (RFC 3339). The default is before the first report.", "0")
            .Takes("knownTo", "The later moment. The default is now.", "11")
            .TakesPage(fallback: 50, max: 500).TakesMinPosition()
            .AnswersList<DiffPage>(
                $$"""
                {"from":0,"keys":[],"items":[{"position":4,"recordedtime":"2026-11-23T07:04:05.123456+00:00","change":"known",
                  "report":{"source":"/samples/news","id":"xpeng-series-c@1","type":"FundingRaised"},"fact":{{FactAnswer.Example}}}],
                 "position":11,"attributions":[]}
                """)
            .Refuses(StatusCodes.Status404NotFound, KnownCompany.NoSuch, KnownCompany.FindKeys)
            .RedirectsAliases();

    private static Task<IResult> Get(string key, HttpRequest request, Reading reading, Attributions attributions, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var knownFrom = parameters.Moment("knownFrom") ?? new Moment(0, null);
        var limit = parameters.Limit(fallback: 50, max: 500);
        var (asked, after) = parameters.Page(ReadCursor, asOf: false, known: "knownTo");
        if (parameters.Problem() is { } problem) return Task.FromResult<IResult>(problem);

        return reading.AnswerAsync(request, asked, (session, known) => KnownCompany.AnswerAsync(
            request, session, known, key, async company =>
        {
            var from = await Reading.PositionAsync(session, knownFrom, ct);
            if (from > known.Position) return QueryParameters.Refuse(new ParameterError("knownFrom", "must not be after knownTo"));
            var reader = new DiffReader(session, company, from, known);
            var page = await reader.FactsAsync(after, limit, ct);
            var keys = after is null ? await reader.KeysAsync(ct) : [];
            var shown = page.Items.Where(reader.Differs).ToList();
            var sources = shown.SelectMany(item => item.Versions.SelectMany(version => version.Sources))
                .Concat(shown.Select(item => item.Change).Concat(keys).Select(change => change.Report.Source));
            return ListAnswers.Answer(request, new DiffPage(
                from, [.. keys.Select(change => HistoryEntry.Of(company, change, []))],
                [.. shown.Select(item => HistoryEntry.Of(company, item.Change, [.. item.Versions.Select(version => version.Of(known))]))],
                known.Position, attributions.Of(sources),
                page.Next(last => Cursor.Of(known, $"{last.Change.Position}", $"{last.Change.Order}"))),
                HistoryEndpoint.Columns, known: null);
        }, ct), ct);
    }

    private static Change? ReadCursor(IReadOnlyList<string> parts) =>
        parts is [var position, var order] && long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && int.TryParse(order, NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
            ? Change.At(at, ordinal)
            : null;
}
