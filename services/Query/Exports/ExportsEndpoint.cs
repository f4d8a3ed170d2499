using System.Globalization;
using System.Runtime.CompilerServices;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Http;
using EventPlatform.Query.Events;
using EventPlatform.Query.Lists;
using EventPlatform.Storage.ReadTables;
using Npgsql;

namespace EventPlatform.Query.Exports;

/// <summary><c>GET /v1/exports/facts</c>, <c>fact-versions</c> and <c>reports</c>: all of them at one position, as Parquet or NDJSON.</summary>
internal static class ExportsEndpoint
{
    private const int RowsOfGroup = 20_000;
    private const string Whole =
        "All of them in one answer, of one position: the header 'Position' names it. Columns are those of the schema in the file; " +
        "'data' is JSON in the shape of the report type. The licences of feeds are in the 'Link' headers and the metadata of a Parquet file.";

    public static void MapExports(this IEndpointRouteBuilder app)
    {
        Map(app, "facts", "exportFacts", "All facts that are known, as Parquet or NDJSON", Facts);
        Map(app, "fact-versions", "exportFactVersions", "All versions of all facts, as Parquet or NDJSON", Versions);
        Map(app, "reports", "exportReports", "The log, as Parquet or NDJSON", Reports);
    }

    private static void Map<TRow>(
        IEndpointRouteBuilder app, string what, string name, string summary, Func<ReadSession, AsKnown, CancellationToken, IAsyncEnumerable<IReadOnlyList<TRow>>> read) =>
        app.MapGet($"/v1/exports/{what}", (HttpRequest request, Reading reading, Attributions attributions, CancellationToken ct) =>
            {
                var parameters = new Parameters(request);
                var asked = parameters.Asked(asOf: false);
                if (parameters.Problem() is { } problem) return Task.FromResult<IResult>(problem);
                var mediaType = request.Preferred(ExportFile.Parquet, ListAnswers.Ndjson)!;
                return reading.AnswerAsync(request, asked, async (session, known) =>
                {
                    var credits = await attributions.OfAsync(session, "select distinct data->>'source' from log.mt_events where seq_id <= $1", [known.Position], ct);
                    var about = credits.ToDictionary(credit => $"data of {credit.Feed}", Links.TextOf, StringComparer.Ordinal);
                    about["position"] = known.Position.ToString(CultureInfo.InvariantCulture);
                    Links.AddAttributions(request.HttpContext.Response, known.Position, credits);
                    var file = await ExportFile.WriteAsync(mediaType, read(session, known, ct), about, ct);
                    return TypedResults.Stream(file, mediaType, $"{what}.{(mediaType == ExportFile.Parquet ? "parquet" : "ndjson")}");
                }, ct);
            })
            .RequireKey(Role.Read).WithName(name).WithSummary(summary).WithDescription(Whole).TakesAsked(asOf: false)
            .Offers(ExportFile.Parquet, ListAnswers.Ndjson).AnswersFiles(ExportFile.Parquet, ListAnswers.Ndjson);

    private static IAsyncEnumerable<IReadOnlyList<ExportedFact>> Facts(ReadSession session, AsKnown known, CancellationToken ct) =>
        FactsAsync(session, known, $"{known.Facts}", "f.since", row => row.Since, ct);

    private static IAsyncEnumerable<IReadOnlyList<ExportedFact>> Versions(ReadSession session, AsKnown known, CancellationToken ct) =>
        FactsAsync(session, known, $"f.known_from <= {known.Position.ToString(CultureInfo.InvariantCulture)}", "f.known_from", row => row.KnownFrom, ct);

    private static async IAsyncEnumerable<IReadOnlyList<ExportedFact>> FactsAsync(
        ReadSession session, AsKnown known, string condition, string key, Func<FactRow, long> keyOf, [EnumeratorCancellation] CancellationToken ct)
    {
        var (after, id) = (0L, Guid.Empty);
        while (true)
        {
            var page = await PageAsync(
                session, $"select {FactRow.Table.Columns("f")} from facts f where {condition} and ({key}, f.fact_id) > ($1, $2) order by {key}, f.fact_id limit {RowsOfGroup + 1}",
                [after, id], FactRow.Table.Read, row => row.Data.Length, ct);
            if (page.Items.Count > 0) yield return [.. page.Items.Select(row => ExportedFact.Of(row, known.Position))];
            if (!page.HasMore) yield break;
            (after, id) = (keyOf(page.Items[^1]), page.Items[^1].FactId);
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<ExportedReport>> Reports(
        ReadSession session, AsKnown known, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var after = 0L; ;)
        {
            var page = await PageAsync(
                session, $"select {LogEvent.Columns} from log.mt_events e where e.seq_id > $1 and e.seq_id <= $2 and not e.is_archived order by e.seq_id limit {RowsOfGroup + 1}",
                [after, known.Position], LogEvent.Read, report => report.Bytes, ct);
            if (page.Items.Count > 0) yield return [.. page.Items.Select(ExportedReport.Of)];
            if (!page.HasMore) yield break;
            after = page.Items[^1].Position;
        }
    }

    /// <summary>As many rows as a group may have, or fewer large ones.</summary>
    private static Task<ReadPage<TRow>> PageAsync<TRow>(
        ReadSession session, string sql, object[] values, Func<NpgsqlDataReader, TRow> read, Func<TRow, long> bytes, CancellationToken ct) =>
        session.PageAsync(sql, values, read, RowsOfGroup, row => bytes(row) / 8, ct);
}
