using System.Globalization;
using EventPlatform.Contracts;
using EventPlatform.Query.Companies;
using EventPlatform.Query.Live;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Query.Events;

/// <param name="Items">Reports in the order of the log.</param>
/// <param name="Position">The position up to which the log was read. It is beyond the last item if the filter skipped reports.</param>
/// <param name="Next">The cursor to send as <c>after</c> for the next page.</param>
internal sealed record LogPage(IReadOnlyList<LogEvent> Items, long Position, string Next);

internal sealed record LogFilter(string? Type, FollowedCompany? Company);

/// <summary>Reads the log by position. Positions follow commit order, so the log up to a position that was read never changes.</summary>
internal sealed class LogReader(NpgsqlDataSource dataSource, FollowedCompanies companies, Notifications notifications)
    : ILiveSource<LogEvent, LogFilter>
{
    private const string Stream = "company/";

    public string Name => "events";

    public LogFilter Everything { get; } = new(null, null);

    public Task Changed => notifications.Of(ReportLog.AppendedChannel).Next;

    public bool Matches(LogFilter filter, LogEvent value) => (filter.Type is null || value.Type == filter.Type)
        && (filter.Company is null || (value.Stream.StartsWith(Stream, StringComparison.Ordinal)
            && filter.Company.IsMeantBy(value.Stream[Stream.Length..], value.Source, RecordName.Of(value.RecordKey, value.Id))));

    public async Task<LivePage<LogEvent>> ReadAsync(LiveCursor after, LogFilter filter, PageLimit limit, CancellationToken ct)
    {
        if (filter.Company is not null || ReferenceEquals(filter, Everything)) await companies.LookAsync(ct);
        while (true)
        {
            var page = await SaidAsync(after, filter, limit, ct);
            var meant = filter.Company is null ? page : page with { Items = [.. page.Items.Where(item => Matches(filter, item.Value))] };
            if (meant.IsLast || meant.Items.Count > 0) return meant;
            after = meant.Next;
        }
    }

    /// <summary>Returns the place before the newest <paramref name="count"/> reports that match the filter.</summary>
    public async Task<LiveCursor> BeforeLastAsync(int count, LogFilter filter, CancellationToken ct)
    {
        if (filter.Company is not null) await companies.LookAsync(ct);
        await using var command = dataSource.CreateCommand(
            """
            select coalesce(min(seq_id) - 1, 0) from (
              select seq_id from log.mt_events where not is_archived and ($1::text is null or type = $1) and ($2::text[] is null or stream_id = any($2))
              order by seq_id desc limit $3) newest
            """).With(filter.Type, StreamsOf(filter), count);
        return LiveCursor.EndOf((long)(await command.ExecuteScalarAsync(ct))!);
    }

    /// <summary>Returns null for all streams.</summary>
    private static string[]? StreamsOf(LogFilter filter) => filter.Company?.KeysSaid.Select(key => Stream + key).ToArray();

    /// <summary>Reads reports under the keys of the company. Some may mean another company, because they were reassigned.</summary>
    private async Task<LivePage<LogEvent>> SaidAsync(LiveCursor after, LogFilter filter, PageLimit limit, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"""
            with head as materialized (select coalesce(max(seq_id), 0) as position from log.mt_events)
            select {LogEvent.Columns}, head.position, head.position, e.found
            from head left join lateral (
              select * from (
                select *, count(*) over () as found,
                  sum(pg_column_size(data)) over (order by seq_id) - pg_column_size(data) as before from (
                  select * from log.mt_events where seq_id > $1 and seq_id <= head.position and not is_archived
                    and ($2::text is null or type = $2) and ($3::text[] is null or stream_id = any($3))
                  order by seq_id limit $4) next) sized
              where before < $5) e on true
            order by e.seq_id
            """).With(
                after.Position, filter.Type, StreamsOf(filter), limit.Items, limit.Bytes);
        return await command.LivePageAsync(row => Item(LogEvent.Read(row)), limit, LogEvent.ColumnCount, at => LiveCursor.EndOf(at), ct);
    }

    public Task<IReadOnlyList<string>> TraceParentsAsync(long after, long until, CancellationToken ct) =>
        TraceParents.BetweenAsync(dataSource, after, until, ct);

    private static LiveItem<LogEvent> Item(LogEvent one) =>
        new(LiveCursor.EndOf(one.Position), one.Position.ToString(CultureInfo.InvariantCulture), one, one.Bytes, one.RecordedTime);
}
