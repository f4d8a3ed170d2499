using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Lists;
using EventPlatform.Storage;

namespace EventPlatform.Query.Records;

/// <summary>What a feed reports about one thing at present.</summary>
/// <param name="Id">The id of the report in force.</param>
/// <param name="IsNew">True if the record was unknown or retracted before the release of that report.</param>
/// <param name="PartitionKey">The key within which the order is kept. A retraction with this key comes after the report.</param>
internal sealed record RecordAnswer(
    string RecordKey, string Id, string Type, string PartitionKey, string? Company, string? Release, bool IsNew);

internal sealed record RecordsPage(IReadOnlyList<RecordAnswer> Items, long Position, IReadOnlyList<Attribution> Attributions, string? Next)
    : ListAnswer<RecordAnswer>(Items, Position, Attributions, Next);

/// <summary>
/// <c>GET /v1/records?source=&amp;limit=&amp;cursor=</c>: the records of a feed that are not retracted, by key, for a feed that compares
/// them with its own. Each page has its own position. Keys do not change, so a record that exists all the while is shown once.
/// </summary>
internal static class RecordsEndpoint
{
    private static readonly Columns<RecordAnswer> Columns = new(
        ("recordKey", r => r.RecordKey), ("id", r => r.Id), ("type", r => r.Type), ("partitionKey", r => r.PartitionKey),
        ("company", r => r.Company), ("release", r => r.Release), ("isNew", r => r.IsNew));

    public static void MapRecords(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/records", List).RequireKey(Role.Read).WithName("listRecords")
            .WithSummary("What a feed reports at present, by record key")
            .WithDescription(
                "The records of a feed that are not retracted, for a feed that compares what it has with what it sent. " +
                "They are sorted by record key. Each page has its own position; a record that exists all the while is shown once.")
            .Takes("source", "The CloudEvents source of the feed's events.", "/samples/news", required: true)
            .TakesPage(fallback: 100, max: 1000, example: 1).TakesMinPosition()
            .AnswersList<RecordsPage>(
                """{"items":[{"recordKey":"g3-2019-first-shipment","id":"g3-2019-first-shipment@1","type":"ProductShipped","partitionKey":"xpeng","company":"xpeng","isNew":true}],"position":11,"attributions":[],"next":"WyIiLCIiLCJnMy0yMDE5LWZpcnN0LXNoaXBtZW50Il0"}""");

    private static Task<IResult> List(HttpRequest request, Reading reading, Attributions attributions, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var source = parameters.Required("source");
        var limit = parameters.Limit(fallback: 100, max: 1000);
        var (asked, after) = parameters.Page(parts => parts is [var key] ? key : null, asOf: false, knownAt: false);
        if (parameters.Problem() is { } problem) return Task.FromResult<IResult>(problem);

        return reading.AnswerAsync(request, asked, async (session, known) =>
        {
            var page = await session.PageAsync(
                """
                select e.data->>'recordKey', e.data->>'id', e.type, e.stream_id, f.company, e.data->>'release', coalesce((
                  select before.hash is null from record_entries before join log.mt_events b on b.seq_id = before.position
                  where before.first = r.first and before.withdrawn_by is null and b.data->>'release' is distinct from e.data->>'release'
                  order by before.position desc limit 1), true), e.data#>>'{attributes,partitionkey}'
                from records r
                join log.mt_events e on e.seq_id = r.newest
                left join facts f on f.fact_id = r.fact_id and f.known_to = 9223372036854775807
                where r.source = $1 and r.record > 'record:' || $2 and r.record < 'record;' and r.hash is not null
                order by r.record limit $3
                """,
                [source, after ?? "", limit + 1],
                row => new RecordAnswer(
                    row.GetString(0), row.GetString(1), row.GetString(2), row.GetText(7) ?? WithoutKind(row.GetString(3)), row.GetText(4),
                    row.GetText(5), row.GetBoolean(6)), limit, _ => 0, ct);
            return ListAnswers.Answer(request, new RecordsPage(
                page.Items, known.Position, attributions.Of(page.Items.Count > 0 ? [source] : []),
                page.Next(last => new Cursor(null, null, [last.RecordKey]).ToString())), Columns, known: null);
        }, ct);
    }

    private static string WithoutKind(string stream) =>
        stream.StartsWith("company/", StringComparison.Ordinal) ? stream["company/".Length..] : stream;
}
