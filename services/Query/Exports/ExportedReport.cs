using System.Text.Json.Serialization;
using EventPlatform.Query.Events;

namespace EventPlatform.Query.Exports;

/// <summary>A report of the log as a row of an export.</summary>
internal sealed class ExportedReport
{
    [JsonPropertyName("position")] public long Position { get; init; }

    [JsonPropertyName("recorded_time")] public DateTime RecordedTime { get; init; }

    [JsonPropertyName("source")] public required string Source { get; init; }

    [JsonPropertyName("id")] public required string Id { get; init; }

    [JsonPropertyName("type")] public required string Type { get; init; }

    [JsonPropertyName("stream")] public required string Stream { get; init; }

    [JsonPropertyName("record_key")] public string? RecordKey { get; init; }

    /// <summary>As the feed sent it.</summary>
    [JsonPropertyName("time")] public string? Time { get; init; }

    /// <summary>JSON in the shape of the report type.</summary>
    [JsonPropertyName("data")] public required string Data { get; init; }

    public static ExportedReport Of(LogEvent report) => new()
    {
        Position = report.Position,
        RecordedTime = report.RecordedTime.UtcDateTime,
        Source = report.Source,
        Id = report.Id,
        Type = report.Type,
        Stream = report.Stream,
        RecordKey = report.RecordKey,
        Time = report.Time,
        Data = report.Data.GetRawText(),
    };
}
