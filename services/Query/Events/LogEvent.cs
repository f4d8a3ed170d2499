using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using EventPlatform.Contracts.Versions;
using Npgsql;

namespace EventPlatform.Query.Events;

/// <summary>
/// A report in the log as a CloudEvents 1.0 event. It has the context attributes that the feed sent, and three that the platform adds
/// and no feed can send: <c>stream</c>, <c>position</c> and <c>recordedtime</c>.
/// </summary>
/// <param name="Subject">As the feed sent it; the stream if it sent none.</param>
/// <param name="Time">As the feed sent it.</param>
/// <param name="Sequence">As the feed sent it: a string, or a number.</param>
/// <param name="Stream">
/// The stream of the report: <c>company/{key}</c>, <c>plant/{source}/{record}</c>, <c>feed/{source}</c> or <c>ops/…</c>.
/// </param>
/// <param name="Position">Sequence number in the log, in commit order.</param>
/// <param name="RecordedTime">When the report was stored.</param>
internal sealed record LogEvent(
    string Id, string Source, string Type, string Subject, string? Time,
    [property: JsonPropertyName("datacontenttype")] string DataContentType, [property: JsonPropertyName("recordkey")] string? RecordKey,
    JsonElement? Sequence, string? Release, string Stream, long Position,
    [property: JsonPropertyName("recordedtime")] DateTimeOffset RecordedTime, JsonElement Data)
{
    [JsonPropertyName("specversion")] public string SpecVersion => "1.0";

    /// <summary>All other context attributes as the feed sent them, such as <c>dataschema</c>, <c>traceparent</c> and extensions.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Others { get; init; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>The approximate size in an answer.</summary>
    [JsonIgnore]
    public long Bytes => 500 + JsonMarshal.GetRawUtf8Value(Data).Length;

    /// <summary>An example, without some of the data.</summary>
    public const string Example =
        """
        {"specversion":"1.0","id":"xpeng-series-c@1","source":"/samples/news","type":"FundingRaised","subject":"company/xpeng","time":"2019-11-13T00:00:00Z",
         "datacontenttype":"application/json","recordkey":"xpeng-series-c","stream":"company/xpeng","position":1,"recordedtime":"2026-11-23T07:04:05.123456+00:00",
         "data":{"company":{"key":"xpeng","name":"Xpeng Motors","country":"CN"},"round":"series-c","amount":{"amount":400000000,"currency":"USD"},"on":"2019-11-13","status":"announced"}}
        """;

    public const string Columns = "e.seq_id, e.type, e.stream_id, e.timestamp, e.data";
    public const int ColumnCount = 5;

    public static LogEvent Read(NpgsqlDataReader row)
    {
        var report = StoredReports.ReadJson(row.GetString(1), row.GetString(4));
        var others = report.TryGetProperty("attributes", out var sent)
            ? sent.EnumerateObject().ToDictionary(attribute => attribute.Name, attribute => attribute.Value, StringComparer.Ordinal)
            : new(StringComparer.Ordinal);
        others.Remove("subject", out var subject);
        others.Remove("datacontenttype", out var mediaType);
        JsonElement? sequence = others.Remove("sequence", out var number) ? number
            : report.TryGetProperty("sequence", out var text) ? text : null;
        var stream = row.GetString(2);
        return new(
            Text(report, "id")!, Text(report, "source")!, row.GetString(1), Text(subject) ?? stream, Text(report, "time"),
            Text(mediaType) ?? "application/json",
            Text(report, "recordKey"), sequence, Text(report, "release"), stream, row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(3),
            report.GetProperty("data")) { Others = others };
    }

    private static string? Text(JsonElement report, string name) => report.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? null : value.GetString();
}
