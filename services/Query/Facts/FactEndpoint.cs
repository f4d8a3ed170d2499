using System.Globalization;
using System.Text.Json;
using EventPlatform.Query.Events;
using EventPlatform.Query.Lists;
using Npgsql;

namespace EventPlatform.Query.Facts;

/// <param name="Versions">The versions of the fact over time, oldest first.</param>
/// <param name="Reports">The reports that the fact rests on, oldest first, each with its evidence.</param>
/// <param name="Attributions">The terms of the feeds that the fact rests on.</param>
/// <param name="Position">The log position of the answer.</param>
/// <param name="Next">Cursor of the next page, with more versions and reports; absent on the last page.</param>
internal sealed record FactDetail(
    FactAnswer Fact, IReadOnlyList<FactAnswer> Versions, IReadOnlyList<FactReport> Reports, long Position,
    IReadOnlyList<Attribution> Attributions, string? Next)
{
    public const string Example =
        $$"""
        {"fact":{{FactAnswer.Example}},"versions":[{{FactAnswer.Example}}],
         "reports":[{"counts":true,"evidence":{"publishedOn":"2019-11-13"},"report":{{LogEvent.Example}}}],"position":11,"attributions":[]}
        """;
}

/// <param name="Counts">True for the report in force of its record; false for superseded and retracted reports.</param>
/// <param name="WithdrawnBy">Position of the report that retracted this one.</param>
internal sealed record FactReport(bool Counts, long? WithdrawnBy, JsonElement? Evidence, LogEvent Report);

/// <summary><c>GET /v1/facts/{id}</c>: a fact, its history, and the reports and evidence that it rests on.</summary>
internal static class FactEndpoint
{
    public const string NoSuchFact = "No such fact";

    /// <param name="Version">Position from which the last version of the earlier pages was known.</param>
    /// <param name="Report">Position of the last report of the earlier pages.</param>
    private sealed record Place(long Version, long Report);

    public static string ThereIsNo(object id) => $"There is no fact {id}.";

    public static Task<IResult> Get(Guid id, HttpRequest request, Reading reading, Attributions attributions, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var limit = parameters.Limit(fallback: 200, max: 500);
        var (asked, after) = parameters.Page(ReadPlace, asOf: false);
        if (parameters.Problem() is { } problem) return Task.FromResult<IResult>(problem);

        return reading.AnswerAsync(request, asked, async (session, known) =>
        {
            var last = await session.ListAsync(
                $"select {FactAnswer.Columns} from facts f where fact_id = $1 and known_from <= $2 order by known_from desc limit 1",
                [id, known.Position], FactAnswer.Read, ct);
            if (last is not [var fact])
                return TypedResults.Problem(title: NoSuchFact, detail: ThereIsNo(id), statusCode: StatusCodes.Status404NotFound);

            var versions = await VersionsAsync(session, known, id, after?.Version ?? 0, limit, ct);
            var reports = await ReportsAsync(session, known, id, after?.Report ?? 0, limit, ct);
            var end = new Place(
                versions.Items is [.., var version] ? version.KnownFrom : after?.Version ?? 0,
                reports.Items is [.., var report] ? report.Report.Position : after?.Report ?? 0);
            var next = versions.HasMore || reports.HasMore ? Cursor.Of(known, $"{end.Version}", $"{end.Report}") : null;
            Links.AddNext(request, next, known);
            return TypedResults.Ok(new FactDetail(
                fact.Of(known), [.. versions.Items.Select(one => one.Of(known))], reports.Items, known.Position,
                attributions.Of(
                    [.. fact.Sources, .. versions.Items.SelectMany(one => one.Sources), .. reports.Items.Select(one => one.Report.Source)]),
                next));
        }, ct);
    }

    private static Task<ReadPage<FactAnswer>> VersionsAsync(
        ReadSession session, AsKnown known, Guid id, long after, int limit, CancellationToken ct) => session.PageAsync(
        $"select {FactAnswer.Columns} from facts f where fact_id = $1 and known_from > $2 and known_from <= $3 order by known_from limit {limit + 1}",
        [id, after, known.Position], FactAnswer.Read, limit, version => 2 * version.Bytes, ct); // leaves half of the page for reports

    private static Task<ReadPage<FactReport>> ReportsAsync(
        ReadSession session, AsKnown known, Guid id, long after, int limit, CancellationToken ct) => session.PageAsync(
        $"""
        select {LogEvent.Columns}, e.seq_id = r.newest, case when x.withdrawn_by <= $3 then x.withdrawn_by end
        from records r join record_entries x on x.first = r.first join log.mt_events e on e.seq_id = x.position
        where r.fact_id = $1 and e.seq_id > $2 and e.seq_id <= $3 order by e.seq_id limit {limit + 1}
        """,
        [id, after, known.Position], ReadReport, limit, report => 4 * report.Report.Bytes, ct); // the answer has the evidence twice

    private static FactReport ReadReport(NpgsqlDataReader row)
    {
        var report = LogEvent.Read(row);
        long? withdrawnBy = row.IsDBNull(LogEvent.ColumnCount + 1) ? null : row.GetInt64(LogEvent.ColumnCount + 1);
        return new(
            row.GetBoolean(LogEvent.ColumnCount), withdrawnBy, report.Data.TryGetProperty("evidence", out var evidence) ? evidence : null,
            report);
    }

    private static Place? ReadPlace(IReadOnlyList<string> parts) =>
        parts is [var version, var report] && Number(version) is { } from && Number(report) is { } at ? new(from, at) : null;

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
