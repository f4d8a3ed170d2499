using System.Globalization;
using System.Runtime.CompilerServices;
using EventPlatform.Query.Events;
using EventPlatform.Query.Lists;
using EventPlatform.Storage.ReadTables;
using Npgsql;

namespace EventPlatform.Query.Exports;

/// <summary>Reads all rows of one kind at one position, in groups that fit into memory, and collects their sources.</summary>
internal sealed class ExportedRows(ReadSession session, AsKnown known)
{
    private const int FewRows = 500;
    private const int ManyRows = 20_000;

    private readonly HashSet<string> sources = new(StringComparer.Ordinal);

    /// <summary>CloudEvents sources of the rows so far.</summary>
    public IReadOnlyCollection<string> Sources => sources;

    public IAsyncEnumerable<IReadOnlyList<ExportedFact>> FactsAsync(CancellationToken ct) =>
        FactsAsync(known.Facts, "f.since", row => row.Since, ct);

    public IAsyncEnumerable<IReadOnlyList<ExportedFact>> VersionsAsync(CancellationToken ct) =>
        FactsAsync($"f.known_from <= {known.Position.ToString(CultureInfo.InvariantCulture)}", "f.known_from", row => row.KnownFrom, ct);

    public async IAsyncEnumerable<IReadOnlyList<ExportedReport>> ReportsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var last = 0L;
        await foreach (var reports in GroupsAsync(
            limit => (
                $"select {LogEvent.Columns} from log.mt_events e where e.seq_id > $1 and e.seq_id <= $2 and not e.is_archived order by e.seq_id limit {limit}",
                [last, known.Position]),
            LogEvent.Read, report => report.Bytes, report => last = report.Position, ct))
        {
            sources.UnionWith(reports.Select(report => report.Source));
            yield return [.. reports.Select(ExportedReport.Of)];
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<ExportedFact>> FactsAsync(
        string condition, string key, Func<FactRow, long> keyOf, [EnumeratorCancellation] CancellationToken ct)
    {
        var (after, id) = (0L, Guid.Empty);
        await foreach (var facts in GroupsAsync(
            limit => (
                $"select {FactRow.Table.Columns("f")} from facts f where {condition} and ({key}, f.fact_id) > ($1, $2) order by {key}, f.fact_id limit {limit}",
                [after, id]),
            FactRow.Table.Read, Bytes, row => (after, id) = (keyOf(row), row.FactId), ct))
        {
            sources.UnionWith(facts.SelectMany(fact => fact.Sources));
            yield return [.. facts.Select(row => ExportedFact.Of(row, known.Position))];
        }
    }

    /// <summary>Reads groups that are limited in rows and in bytes. A group has at most twice as many rows as the one before.</summary>
    private async IAsyncEnumerable<IReadOnlyList<TRow>> GroupsAsync<TRow>(
        Func<int, (string Sql, object[] Values)> question, Func<NpgsqlDataReader, TRow> read, Func<TRow, long> bytes, Action<TRow> passOver,
        [EnumeratorCancellation] CancellationToken ct)
    {
        for (var limit = FewRows; ;)
        {
            var (sql, values) = question(limit + 1);
            var page = await session.PageAsync(sql, values, read, limit, row => bytes(row) / 8, ct);
            if (page.Items.Count > 0) yield return page.Items;
            if (!page.HasMore) yield break;
            passOver(page.Items[^1]);
            limit = Math.Min(ManyRows, 2 * page.Items.Count);
        }
    }

    private static long Bytes(FactRow row) => 500 + 2L * (row.Data.Length + (row.Disputes?.Length ?? 0) + (row.Milestones?.Length ?? 0))
        + 50L * row.Sources.Length + 8L * row.AllReports.Length + 50L * (row.Investors?.Length ?? 0);
}
