using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>A chunk of reports of one partition, in the order in which they must be stored.</summary>
/// <param name="Origin">Null in a chunk published by an earlier version.</param>
public sealed record ReportsAccepted(IReadOnlyList<AcceptedReport> Reports, ChunkOrigin? Origin = null);

/// <summary>A validated report on its way to the log.</summary>
/// <param name="EventId">A version 7 UUID, assigned when the report was accepted.</param>
/// <param name="Stream">See <see cref="ReportData.Stream"/>.</param>
/// <param name="Type">The name in <see cref="ReportTypes"/>.</param>
/// <param name="Source">CloudEvents source.</param>
/// <param name="Id">CloudEvents id.</param>
/// <param name="ContentHash">See <see cref="IReport.ContentHash"/>.</param>
/// <param name="Document">The <see cref="Report{T}"/> as JSON, in the newest version of its schema.</param>
/// <param name="By">The author of a declaration, for the audit; null for a report of a feed.</param>
/// <param name="TraceParent">The W3C <c>traceparent</c> of the event, or else of the request that contained it; null if there is
/// none.</param>
/// <param name="SenderIndex">The index of its sender in the <see cref="ReportsAccepted.Origin"/> of its chunk.</param>
public sealed record AcceptedReport(
    Guid EventId, string Stream, string Type, string Source, string Id, string ContentHash,
    [property: JsonConverter(typeof(JsonText))] string Document,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Actor? By = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TraceParent = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int SenderIndex = 0)
{
    /// <summary>Null if the report did not come in a chunk with an origin.</summary>
    [JsonIgnore]
    public Delivery? Delivery { get; init; }
}
