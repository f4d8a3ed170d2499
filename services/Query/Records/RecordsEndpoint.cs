using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Storage;

namespace EventPlatform.Query.Records;

/// <summary>What a feed says about one thing at present.</summary>
/// <param name="Id">Of the report that counts.</param>
/// <param name="IsNew">The feed did not say it before that report's release: it was unknown, or retracted.</param>
/// <param name="PartitionKey">What its order is kept within: a retraction that names it comes after it.</param>
internal sealed record RecordAnswer(string RecordKey, string Id, string Type, string PartitionKey, string? Company, string? Release, bool IsNew);

/// <param name="Next">Cursor of the next page; absent on the last.</param>
internal sealed record RecordsPage(IReadOnlyList<RecordAnswer> Items, string? Next);

/// <summary><c>GET /v1/records?source=&amp;limit=&amp;cursor=</c>: the records of a feed that are not retracted, by key. For a feed that compares.</summary>
internal static class RecordsEndpoint
{
    public static void MapRecords(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/records", List).RequireKey(Role.Read).WithSummary("What a feed says at present, by record key")
            .WithDescription("The records of a feed that are not retracted: for a feed that compares what it has with what it sent.")
            .Takes("source", "The CloudEvents source of the feed's events.", "/samples/news", required: true).TakesPage(fallback: 100, max: 1000, example: 1).TakesMinPosition()
            .Answers<RecordsPage>("""{"items":[{"recordKey":"g3-2019-first-shipment","id":"g3-2019-first-shipment@1","type":"ProductShipped","partitionKey":"xpeng","company":"xpeng","isNew":true}],"next":"g3-2019-first-shipment"}""");

    private static async Task<IResult> List(HttpRequest request, ReadTables tables, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var source = parameters.Required("source");
        var cursor = parameters.Text("cursor");
        var limit = parameters.Limit(fallback: 100, max: 1000);
        var minPosition = parameters.Position("minPosition");
        if (parameters.Problem() is { } problem) return problem;

        await using var session = await tables.OpenAsync(minPosition, ct);
        var records = await session.ListAsync(
            """
            select e.data->>'recordKey', e.data->>'id', e.type, e.stream_id, f.company, e.data->>'release', coalesce((
              select before.hash is null from served.record_entries before join log.mt_events b on b.seq_id = before.position
              where before.first = r.first and before.withdrawn_by is null and b.data->>'release' is distinct from e.data->>'release'
              order by before.position desc limit 1), true)
            from served.records r
            join log.mt_events e on e.seq_id = r.newest
            left join served.facts f on f.fact_id = r.fact_id and f.known_to = 9223372036854775807
            where r.source = $1 and r.record > 'record:' || $2 and r.record < 'record;' and r.hash is not null
            order by r.record limit $3
            """,
            [source, cursor ?? "", limit + 1],
            row => new RecordAnswer(row.GetString(0), row.GetString(1), row.GetString(2), WithoutKind(row.GetString(3)), row.GetText(4), row.GetText(5), row.GetBoolean(6)), ct);
        return TypedResults.Ok(new RecordsPage([.. records.Take(limit)], records.Count > limit ? records[limit - 1].RecordKey : null));
    }

    private static string WithoutKind(string stream) => stream.StartsWith("company/", StringComparison.Ordinal) ? stream["company/".Length..] : stream;
}
