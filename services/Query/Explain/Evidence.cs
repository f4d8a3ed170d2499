using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using EventPlatform.Query.Events;
using EventPlatform.Query.Facts;
using EventPlatform.Query.Lists;

namespace EventPlatform.Query.Explain;

/// <param name="Evidence">The evidence of the report, as the feed sent it: quote, url, publisher and more.</param>
internal sealed record ExplainedReport(
    long Position, [property: JsonPropertyName("recordedtime")] DateTimeOffset RecordedTime, string Source, string Id,
    JsonElement? Evidence)
{
    [JsonIgnore]
    public long Bytes => 200 + (Evidence is { } evidence ? JsonMarshal.GetRawUtf8Value(evidence).Length : 0);
}

/// <summary>Adds to facts the reports that they rest on. A page ends early if their evidence fills it.</summary>
internal static class Evidence
{
    private const int FactsAtOnce = 8; // a report may be large

    public static async Task<ReadPage<ExplainedFact>> AddAsync(
        ReadSession session, ReadPage<(FactAnswer Fact, decimal Part)> page, CancellationToken ct)
    {
        var explained = new List<ExplainedFact>();
        var left = (long)PageReading.MaxBytes;
        foreach (var some in page.Items.Chunk(FactsAtOnce))
        {
            var reports = await ReportsAsync(session, some.SelectMany(row => row.Fact.Reports), ct);
            foreach (var (fact, part) in some)
            {
                ExplainedReport[] own = [.. fact.Reports.Select(position => reports[position])];
                left -= fact.Bytes + own.Sum(report => report.Bytes);
                if (left < 0 && explained.Count > 0) return new(explained, HasMore: true);
                explained.Add(new(part, fact, own));
            }
        }

        return new(explained, page.HasMore);
    }

    private static async Task<Dictionary<long, ExplainedReport>> ReportsAsync(
        ReadSession session, IEnumerable<long> positions, CancellationToken ct)
    {
        var events = await session.ListAsync(
            $"select {LogEvent.Columns} from log.mt_events e where e.seq_id = any($1)", [positions.Distinct().ToArray()], LogEvent.Read,
            ct);
        return events.ToDictionary(report => report.Position, report => new ExplainedReport(
            report.Position, report.RecordedTime, report.Source, report.Id,
            report.Data.TryGetProperty("evidence", out var evidence) ? evidence.Clone() : null));
    }
}
