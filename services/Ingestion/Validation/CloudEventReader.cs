using System.Buffers;
using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Validation;
using EventPlatform.Hosting.Access;
using Microsoft.Extensions.Options;

namespace EventPlatform.Ingestion.Validation;

/// <summary>One event read: the report to accept and the key of its partition, or every reason why not.</summary>
internal sealed record EventRead(AcceptedReport? Report, string PartitionKey, IReadOnlyList<Problem> Problems)
{
    public const string OnlyForOps = "is a declaration: only a key with the ops role may post it";

    /// <summary>Refused where only ops may post it, and the sender is not.</summary>
    public EventRead UnlessForOps(bool isOps) => Report is null || isOps || !ReportTypes.IsForOps(Report.Type) ? this : Refused(new Problem("/type", OnlyForOps));

    public static EventRead Refused(params IReadOnlyList<Problem> problems) => new(null, "", problems);
}

/// <summary>Reads one CloudEvents 1.0 event in the JSON format, https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md.</summary>
internal sealed class CloudEventReader(TimeProvider time, IOptions<IngestionLimits> limits)
{
    public const string NotYours = "must be a source of the key's feed";

    /// <param name="feed">Whose key it came with; null: of any source.</param>
    public EventRead Read(ReadOnlySequence<byte> body, Feed? feed = null)
    {
        if (body.IsSingleSegment) return Read(body.First, feed);
        var length = (int)body.Length;
        var whole = ArrayPool<byte>.Shared.Rent(length);
        body.CopyTo(whole);
        try
        {
            return Read(whole.AsMemory(0, length), feed);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }

    /// <summary>Reads a JSON array of events (JSON batch format), each when it is asked for; what is no array is one refused event.</summary>
    public IEnumerable<EventRead> ReadBatch(ReadOnlySequence<byte> body, Feed? feed = null)
    {
        try
        {
            return BatchElements.In(body) is { } elements
                ? elements.Select(element => element.Length > limits.Value.EventBytes
                    ? EventRead.Refused(new Problem("", $"must have at most {limits.Value.EventBytes} bytes"))
                    : Read(element, feed))
                : [EventRead.Refused(new Problem("", "must be a JSON array of CloudEvents"))];
        }
        catch (JsonException e)
        {
            return [EventRead.Refused(new Problem("", $"is not valid JSON: {StrictJson.Reason(e)}"))];
        }
    }

    private EventRead Read(ReadOnlyMemory<byte> utf8, Feed? feed)
    {
        using var document = StrictJson.Parse(utf8, out var problem, limits.Value.Nesting);
        return document is null ? EventRead.Refused(problem) : Read(document.RootElement, feed);
    }

    private EventRead Read(JsonElement root, Feed? feed)
    {
        if (root.ValueKind != JsonValueKind.Object) return EventRead.Refused(new Problem("", "must be one CloudEvents JSON object"));
        var refused = RefusedValues.In(root).ToList();
        if (refused.Count > 0) return EventRead.Refused(refused);
        var attributes = new EventAttributes(root);
        var type = attributes.Type();
        var (source, id) = (attributes.Source(), attributes.Id());
        var problems = attributes.Problems;
        object? read = null;
        if (source is not null && feed is not null && !feed.Owns(source)) problems.Add(new("/source", $"{NotYours} '{feed.Name}', which is {feed.SourcePrefix} and what is under it"));
        var validator = new ContractValidator(problems, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        if (!root.TryGetProperty("data", out var sent)) problems.Add(new("/data", "is required"));
        else if (type is not null) read = validator.Read(sent, type, "/data");
        if (problems.Count > 0) return EventRead.Refused(problems);

        var data = (ReportData)read!;
        var about = new ReportAttributes(source!, id!, attributes.Time, attributes.RecordKey, attributes.Sequence, attributes.Release);
        var report = ReportWriter.Accept(Guid.CreateVersion7(time.GetUtcNow()), about, data, sent, validator.HasUnknownFields);
        return new EventRead(report, attributes.PartitionKey ?? data.Subject?.KeyAsSent() ?? report.Stream, []);
    }
}
