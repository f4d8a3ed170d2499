using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.Storage;

namespace EventPlatform.Query.Feeds;

/// <summary>Reads the outcome of a feed's events.</summary>
internal sealed class QualityReader(ReadSession session, AccessDirectory directory, string feed)
{
    private const int MostReasons = 100;

    private string Sender => $"feed {feed}";

    public async Task<FeedQuality> ReadAsync(CancellationToken ct)
    {
        var sources = (await session.ListAsync(
            "select distinct key from daily_counts where dimension = 'source'", [], row => row.GetString(0), ct))
            .Where(source => directory.FeedOf(source)?.Name == feed).ToArray();
        var accepted = await AcceptedAsync(ct);
        var (refused, reasons) = await ReasonsAsync(ct);
        var (facts, contradicted) = await FactsAsync(sources, ct);
        return new(feed, sources, accepted, refused, reasons, await ExamplesAsync(ct), facts, contradicted, session.Position);
    }

    private async Task<AcceptedEvents?> AcceptedAsync(CancellationToken ct) => (await session.ListAsync(
        """
        select t.since, d.last, d.accepted, t.stored, t.duplicate, t.conflicting, t.dead_lettered, coalesce(g.missing, 0)
        from log.tallies t
        join (select sum(number - uncounted)::bigint as accepted, max(accepted_at) as last from log.deliveries where sender = $1) d on true
        left join (select sum(last - first + 1)::bigint as missing from log.delivery_gaps where sender = $1 and written_off_at is null) g on true
        where t.sender = $1
        """,
        [Sender], row => new AcceptedEvents(
            row.GetFieldValue<DateTimeOffset>(0), row.GetFieldValue<DateTimeOffset>(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4),
            row.GetInt64(5), row.GetInt64(6), row.GetInt64(7)), ct)).SingleOrDefault();

    private async Task<(long Errors, IReadOnlyList<RefusalReason> Reasons)> ReasonsAsync(CancellationToken ct)
    {
        var reasons = await session.ListAsync(
            $"select pointer, detail, count, first, last, (sum(count) over ())::bigint from log.refusals where sender = $1 order by count desc, pointer, detail limit {MostReasons}",
            [Sender], row => (Reason: new RefusalReason(
                row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3),
                row.GetFieldValue<DateTimeOffset>(4)), All: row.GetInt64(5)), ct);
        return (reasons.Count == 0 ? 0 : reasons[0].All, [.. reasons.Select(one => one.Reason)]);
    }

    private Task<IReadOnlyList<RefusedExample>> ExamplesAsync(CancellationToken ct) => session.ListAsync(
        "select at, line, source, id, type, errors::text from log.refused_events where sender = $1 order by at desc, event_id desc",
        [Sender],
        row => new RefusedExample(
            row.GetFieldValue<DateTimeOffset>(0), row.GetInt64(1), row.GetText(2), row.GetText(3), row.GetText(4),
            JsonSerializer.Deserialize<List<RefusedField>>(row.GetString(5), ContractJson.Options)!), ct);

    /// <summary>Counts the facts that rest on the feed, and those that show another value than it reports.</summary>
    private async Task<(long Facts, long Contradicted)> FactsAsync(string[] sources, CancellationToken ct) => (await session.ListAsync(
        $"""
        select coalesce((select sum(facts) from daily_counts where dimension = 'source' and key = any($1)), 0)::bigint,
          (select count(*) from facts f where f.known_to = {ReadModel.Open} and f.state = 'disputed' and f.sources && $1 and exists (
            select from jsonb_array_elements(f.disputes) d cross join jsonb_array_elements(d->'said') with ordinality v (said, number)
            where v.number > 1 and v.said->'sources' ?| $1))
        """,
        [sources], row => (row.GetInt64(0), row.GetInt64(1)), ct))[0];
}
