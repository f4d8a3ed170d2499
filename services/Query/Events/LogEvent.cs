using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using EventPlatform.Contracts.Versions;
using Npgsql;

namespace EventPlatform.Query.Events;

/// <summary>A report as it is in the log, as a CloudEvents 1.0 event with two extensions: <c>position</c> and <c>recordedtime</c>.</summary>
/// <param name="Position">Sequence number in the log, in commit order: the cursor of everything.</param>
/// <param name="RecordedTime">When it was stored.</param>
/// <param name="Subject">The stream: <c>company/{key}</c>, or <c>plant/{source}/{record}</c>.</param>
internal sealed record LogEvent(
    string Id, string Source, string Type, string Subject, string? Time, [property: JsonPropertyName("recordkey")] string? RecordKey, string? Sequence, string? Release,
    long Position, [property: JsonPropertyName("recordedtime")] DateTimeOffset RecordedTime, JsonElement Data)
{
    [JsonPropertyName("specversion")] public string SpecVersion => "1.0";

    [JsonPropertyName("datacontenttype")] public string DataContentType => "application/json";

    /// <summary>About how large it is in an answer.</summary>
    [JsonIgnore]
    public long Bytes => 500 + JsonMarshal.GetRawUtf8Value(Data).Length;

    /// <summary>Some of the data is left out.</summary>
    public const string Example =
        """
        {"specversion":"1.0","id":"xpeng-series-c@1","source":"/samples/news","type":"FundingRaised","subject":"company/xpeng","time":"2019-11-13T00:00:00+00:00",
         "datacontenttype":"application/json","recordkey":"xpeng-series-c","position":1,"recordedtime":"2026-11-23T07:04:05.123456+00:00",
         "data":{"company":{"key":"xpeng","name":"Xpeng Motors","country":"CN"},"round":"series-c","amount":{"amount":400000000,"currency":"USD"},"on":"2019-11-13","status":"announced"}}
        """;

    public const string Columns = "e.seq_id, e.type, e.stream_id, e.timestamp, e.data";
    public const int ColumnCount = 5;

    public static LogEvent Read(NpgsqlDataReader row)
    {
        var report = StoredReports.ReadJson(row.GetString(1), row.GetString(4));
        return new(
            Text(report, "id")!, Text(report, "source")!, row.GetString(1), row.GetString(2), Text(report, "time"), Text(report, "recordKey"),
            Text(report, "sequence"), Text(report, "release"), row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(3), report.GetProperty("data"));
    }

    private static string? Text(JsonElement report, string name) => report.TryGetProperty(name, out var value) ? value.GetString() : null;
}
