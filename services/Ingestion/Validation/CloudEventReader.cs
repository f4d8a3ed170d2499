using System.Buffers;
using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Validation;
using EventPlatform.Hosting.Access;
using Microsoft.Extensions.Options;

namespace EventPlatform.Ingestion.Validation;

/// <summary>The result of reading one event: the report to accept and its partition key, or all reasons for its refusal.</summary>
internal sealed record EventRead(AcceptedReport? Report, string PartitionKey, IReadOnlyList<Problem> Problems)
{
    /// <summary>The identity of a refused event; null if it cannot be read.</summary>
    public EventIdentity? About { get; init; }

    public const string OnlyForOps = "is a declaration: only a key with the ops role may post it";

    /// <summary>Adds the author to a declaration, or refuses it if ops did not post it.</summary>
    /// <param name="ops">The author; null if the key does not have the ops role.</param>
    public EventRead DeclaredBy(Actor? ops) => Report is null || !ReportTypes.IsForOps(Report.Type) ? this
        : ops is null ? Refused(new Problem("/type", OnlyForOps)) with { About = new(Report.Source, Report.Id, Report.Type) }
        : this with { Report = Report with { By = ops } };

    public static EventRead Refused(params IReadOnlyList<Problem> problems) => new(null, "", problems);
}

/// <summary>The identity of an event. Each member is null if the event has no readable value for it.</summary>
internal sealed record EventIdentity(string? Source, string? Id, string? Type);

/// <summary>
/// Reads one CloudEvents 1.0 event in the JSON format, https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md.
/// </summary>
internal sealed class CloudEventReader(TimeProvider time, IOptions<IngestionLimits> limits)
{
    public const string NotYours = "must be a source of the key's feed";
    private const string Data = "data";

    /// <param name="feed">The feed of the key; if it is null, the event may have any source.</param>
    public EventRead Read(ReadOnlySequence<byte> body, Feed? feed = null) => Whole(body, utf8 =>
    {
        using var document = StrictJson.Parse(utf8, out var problem, limits.Value.Nesting);
        if (document is null) return EventRead.Refused(problem);
        var root = document.RootElement;
        return root.ValueKind != JsonValueKind.Object
            ? EventRead.Refused(new Problem("", "must be one CloudEvents JSON object"))
            : Read(root, root.TryGetProperty(Data, out var data) ? data : null, RefusedValues.In(root), feed);
    });

    /// <summary>
    /// Reads an event whose attributes are not in the body. The body is parsed separately, so that nothing in it can become an attribute.
    /// </summary>
    public EventRead ReadBinary(JsonElement attributes, ReadOnlySequence<byte> body, Feed? feed = null) => Whole(body, utf8 =>
    {
        if (utf8.IsEmpty) return Read(attributes, null, RefusedValues.In(attributes), feed);
        using var data = StrictJson.Parse(utf8, out var problem, limits.Value.Nesting - 1);
        return data is null
            ? EventRead.Refused(problem with { Pointer = $"/{Data}{problem.Pointer}" })
            : Read(
                attributes, data.RootElement, [.. RefusedValues.In(attributes), .. RefusedValues.In(data.RootElement, $"/{Data}")], feed);
    });

    /// <summary>
    /// Reads a JSON array of events (JSON batch format), each when it is requested. A body that is not an array is one refused event.
    /// </summary>
    public IEnumerable<EventRead> ReadBatch(ReadOnlySequence<byte> body, Feed? feed = null)
    {
        if (ByteOrderMark.IsOfUtf16(body)) return [EventRead.Refused(new Problem("", ByteOrderMark.OnlyUtf8))];
        try
        {
            return BatchElements.In(ByteOrderMark.PassOver(body)) is { } elements
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

    /// <summary>Reads the body as contiguous memory.</summary>
    private static EventRead Whole(ReadOnlySequence<byte> body, Func<ReadOnlyMemory<byte>, EventRead> read)
    {
        if (body.IsSingleSegment) return read(body.First);
        var length = (int)body.Length;
        var whole = ArrayPool<byte>.Shared.Rent(length);
        body.CopyTo(whole);
        try
        {
            return read(whole.AsMemory(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }

    private EventRead Read(JsonElement root, JsonElement? sent, IEnumerable<Problem> refusedValues, Feed? feed)
    {
        var refused = refusedValues.ToList();
        if (refused.Count > 0) return EventRead.Refused(refused);
        var attributes = new EventAttributes(root);
        var type = attributes.Type();
        var (source, id) = (attributes.Source(), attributes.Id());
        var problems = attributes.Problems;
        object? read = null;
        if (source is not null && feed is not null && !feed.Owns(source))
            problems.Add(new("/source", $"{NotYours} '{feed.Name}', which is {feed.SourcePrefix} and everything below it"));
        var validator = new ContractValidator(problems, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        if (sent is null) problems.Add(new("/data", "is required"));
        else if (type is not null) read = validator.Read(sent.Value, type, "/data");
        if (problems.Count > 0) return EventRead.Refused(problems) with { About = new(source, id, type?.Name) };

        var data = (ReportData)read!;
        var others = TraceOfEvent.Keep(attributes.Others);
        var about = new ReportAttributes(
            source!, id!, attributes.Time, attributes.RecordKey, attributes.Sequence, attributes.Release, others);
        var report = ReportWriter.Accept(Guid.CreateVersion7(time.GetUtcNow()), about, data, sent!.Value, validator.HasUnknownFields)
            with { TraceParent = TraceOfEvent.In(others) };
        return new EventRead(report, attributes.PartitionKey ?? data.Subject?.KeyAsSent() ?? report.Stream, []);
    }
}
