using System.Globalization;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Http;
using EventPlatform.Query.Lists;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventPlatform.Query.Exports;

/// <summary>
/// <c>GET /v1/exports/facts</c>, <c>fact-versions</c> and <c>reports</c>: all of them at one position, as Parquet or NDJSON.
/// </summary>
internal static class ExportsEndpoint
{
    private const int AtATime = 2; // each has a connection, a snapshot of the tables and a file
    private const string TooMany = "Too many exports at a time";
    private const string TooManyDetail = "Two exports are running. Ask again when one of them has finished.";

    private const string Whole =
        "The answer has all rows at one position, which the header 'Position' names. The columns are those of the schema in the file; " +
        "'data' is JSON in the shape of the report type. " +
        "The licences of feeds are in the 'Link' headers and the metadata of a Parquet file.";

    private static readonly SemaphoreSlim Turns = new(AtATime);

    public static void MapExports(this IEndpointRouteBuilder app)
    {
        Map(app, "facts", "exportFacts", "All known facts, as Parquet or NDJSON", (rows, ct) => rows.FactsAsync(ct));
        Map(app, "fact-versions", "exportFactVersions", "All versions of all facts, as Parquet or NDJSON",
            (rows, ct) => rows.VersionsAsync(ct));
        Map(app, "reports", "exportReports", "The log, as Parquet or NDJSON", (rows, ct) => rows.ReportsAsync(ct));
    }

    private static void Map<TRow>(
        IEndpointRouteBuilder app, string what, string name, string summary,
        Func<ExportedRows, CancellationToken, IAsyncEnumerable<IReadOnlyList<TRow>>> read) =>
        app.MapGet($"/v1/exports/{what}", async (HttpRequest request, Reading reading, Attributions attributions, CancellationToken ct) =>
            {
                var parameters = new Parameters(request);
                var asked = parameters.Asked(asOf: false);
                if (parameters.Problem() is { } problem) return problem;
                if (!await Turns.WaitAsync(0, ct)) return Refuse(request.HttpContext);
                try
                {
                    return await reading.AnswerAsync(
                        request, asked, (session, known) => WriteAsync(request, what, session, known, attributions, read, ct), ct);
                }
                finally
                {
                    Turns.Release();
                }
            })
            .RequireKey(Role.Read).WithName(name).WithSummary(summary).WithDescription(Whole).TakesAsked(asOf: false)
            .Offers(ExportFile.Parquet, ListAnswers.Ndjson).AnswersFiles(ExportFile.Parquet, ListAnswers.Ndjson)
            .Refuses(StatusCodes.Status429TooManyRequests, TooMany, TooManyDetail);

    private static async Task<IResult> WriteAsync<TRow>(
        HttpRequest request, string what, ReadSession session, AsKnown known, Attributions attributions,
        Func<ExportedRows, CancellationToken, IAsyncEnumerable<IReadOnlyList<TRow>>> read, CancellationToken ct)
    {
        var mediaType = request.Preferred(ExportFile.Parquet, ListAnswers.Ndjson)!;
        var rows = new ExportedRows(session, known);
        var file = await ExportFile.WriteAsync(mediaType, read(rows, ct), () =>
        {
            var about = attributions.Of(rows.Sources)
                .ToDictionary(credit => $"data of {credit.Feed}", Links.TextOf, StringComparer.Ordinal);
            about["position"] = known.Position.ToString(CultureInfo.InvariantCulture);
            return about;
        }, ct);
        Links.AddAttributions(request.HttpContext.Response, known.Position, attributions.Of(rows.Sources));
        return TypedResults.Stream(file, mediaType, $"{what}.{(mediaType == ExportFile.Parquet ? "parquet" : "ndjson")}");
    }

    private static ProblemHttpResult Refuse(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "10";
        return Problems.Of(StatusCodes.Status429TooManyRequests, TooMany, TooManyDetail);
    }
}
