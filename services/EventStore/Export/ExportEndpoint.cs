using System.Text;
using EventPlatform.Hosting;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventPlatform.EventStore.Export;

/// <summary>
/// <c>GET /v1/log/export</c>: reports as they are stored, one per line. <c>GET /v1/log/export/tables</c>: the tables that belong to the
/// log.
/// </summary>
internal static class ExportEndpoint
{
    public const string Lines = "application/x-ndjson";
    private const int DefaultLimit = 5_000;
    private const int MaxLimit = 50_000;

    public static void MapExportedLines(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/log/export", Reports).RequireKey(Role.Ops).WithName("exportLog")
            .WithSummary("A range of the log as it is stored, one position per line")
            .WithDescription(
                "To get the next range, begin after the position of the last line. An answer without lines is the end of the log.")
            .TakesNumber("after", "The position after which to begin; by default, the range begins with the first.", 0, 0, null)
            .TakesLimit(DefaultLimit, MaxLimit)
            .AnswersLines(
                """
                {"data":{…},"type":"FundingRaised","event":"0199c0de-0000-7000-8000-000000000000","stream":"company/xpeng","version":1,…}
                """)
            .Changes(operation => operation.RefuseParameters("after", "must be a whole number from 0"));
        app.MapGet("/v1/log/export/tables", Rows).RequireKey(Role.Ops).WithName("exportTables")
            .WithSummary("The rows that belong to the log, one per line: feeds, dead letters and their redrives")
            .AnswersLines("""{"row":{"name":"press","trust":5,…},"table":"access.feeds"}""");
    }

    private static RouteHandlerBuilder AnswersLines(this RouteHandlerBuilder endpoint, string example) =>
        endpoint.Produces<string>(StatusCodes.Status200OK, Lines)
            .Changes(operation => operation.Responses!["200"].Content![Lines].Example = example);

    private static IResult Reports(HttpRequest request, LogExport export, CancellationToken ct)
    {
        var parameters = new QueryParameters(request);
        var after = parameters.Position("after");
        var limit = parameters.Limit(DefaultLimit, MaxLimit);
        return parameters.Problem() is { } problem ? problem : Answer(export.ReportsAsync(after, limit, ct));
    }

    private static IResult Rows(HttpRequest request, LogExport export, CancellationToken ct) =>
        new QueryParameters(request).Problem() is { } problem ? problem : Answer(export.RowsAsync(ct));

    private static PushStreamHttpResult Answer(IAsyncEnumerable<string> lines) => TypedResults.Stream(async body =>
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        await using var writer = new StreamWriter(body, utf8, leaveOpen: true) { NewLine = "\n" };
        await foreach (var line in lines) await writer.WriteLineAsync(line);
    }, Lines);
}
