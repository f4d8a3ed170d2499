using EventPlatform.Hosting;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore.Inspection;

/// <param name="Stream">The name, such as <c>company/xpeng</c>.</param>
/// <param name="Reports">The number of reports in the stream.</param>
/// <param name="LastAt">The time at which the last report was stored.</param>
internal sealed record StreamAnswer(string Stream, long Reports, DateTimeOffset LastAt);

/// <summary><c>GET /v1/streams?prefix=&amp;limit=&amp;cursor=</c>: the streams of the log, one for each company key.</summary>
internal static class StreamsEndpoint
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;
    private const string ListSql =
        """
        select id, version, "timestamp" from log.mt_streams
        where id > $1 and starts_with(id, $2) and id <> 'mt_tombstone' order by id limit $3
        """;

    public static void MapStreams(this IEndpointRouteBuilder app) => app.MapGet("/v1/streams", Get)
        .RequireKey(Role.Observer).WithName("listStreams")
        .WithSummary("The streams of the log by name, each with its number of reports")
        .Takes("prefix", "Only streams whose name begins with this.", "company/xp").TakesPage(DefaultLimit, MaxLimit)
        .Answers<Page<StreamAnswer>>("""{"items":[{"stream":"company/xpeng","reports":10,"lastAt":"2026-11-23T07:04:05.123456+00:00"}]}""")
        .Changes(operation => operation.RefuseParameters("limit", "must be a whole number from 1 to 1000"));

    private static async Task<IResult> Get(HttpRequest request, NpgsqlDataSource dataSource, CancellationToken ct)
    {
        var parameters = new QueryParameters(request);
        var (prefix, limit, after) = (parameters.Text("prefix"), parameters.Limit(DefaultLimit, MaxLimit), parameters.Text("cursor"));
        if (parameters.Problem() is { } problem) return problem;
        await using var command = dataSource.CreateCommand(ListSql).With(after ?? "", prefix ?? "", limit + 1);
        var streams = await command.ListAsync(
            row => new StreamAnswer(row.GetString(0), row.GetInt64(1), row.GetFieldValue<DateTimeOffset>(2)), ct);
        return TypedResults.Ok(Page<StreamAnswer>.Of(streams, limit, one => one.Stream));
    }
}
