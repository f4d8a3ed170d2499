using System.Buffers;
using System.Net.Http.Headers;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.Ingestion.Publishing;
using EventPlatform.Ingestion.Validation;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace EventPlatform.Ingestion;

/// <summary>
/// <c>POST /v1/events</c>: CloudEvents 1.0, one in structured or binary mode, a batch, or NDJSON with one a line. 202 once the broker has confirmed
/// every report that was taken; 400 problem details where nothing was; 503 with Retry-After where the broker does not confirm in time.
/// </summary>
internal static class PostEvents
{
    public const string OneEvent = "application/cloudevents+json";
    public const string Batch = "application/cloudevents-batch+json";
    public const string EventLines = "application/x-ndjson";

    public static void MapEvents(this IEndpointRouteBuilder app) => app.MapPost("/v1/events", Post).RequireKey(Role.Feed);

    private static Task<IResult> Post(
        HttpContext http, CloudEventReader reader, AccessDirectory directory, Partitions partitions, FeedRates rates, IOptions<IngestionLimits> limits, TimeProvider time, CancellationToken ct)
    {
        var feed = http.FeedName() is { } name ? directory.FindFeed(name) : null;
        if (feed is null && http.FeedName() is { } unknown) return Task.FromResult<IResult>(Answers.UnknownFeed(unknown));

        var posting = new Posting(partitions, rates, http.User.Identity!.Name!, limits.Value, time, ct);
        var type = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var parsed) ? parsed.MediaType?.ToLowerInvariant() : null;
        return type switch
        {
            OneEvent => PostOne(http, posting, limits.Value, body => reader.Read(body, feed)),
            Batch => PostBatch(http, posting, limits.Value, body => reader.ReadBatch(body, limits.Value.EventBytes, feed)),
            EventLines => PostLines(http, posting, limits.Value, line => reader.Read(line, feed)),
            not null when BinaryMode.IsUsedBy(http.Request) => PostOne(http, posting, limits.Value, body => reader.Read(BinaryMode.ToStructured(http.Request, body), feed)),
            _ => Task.FromResult<IResult>(Answers.WrongMediaType()),
        };
    }

    private static async Task<IResult> PostOne(HttpContext http, Posting posting, IngestionLimits limits, Func<ReadOnlySequence<byte>, EventRead> read)
    {
        if (await ReadWholeAsync(http, limits.EventBytes, read) is not { } one) return Answers.TooLarge("An event", limits.EventBytes);
        if (!posting.IsWithinRate()) return posting.TooMany(http);
        return await posting.AddAsync(1, one) && await posting.ConfirmedAsync() ? posting.Answer(isMany: false) : posting.BrokerAway(http);
    }

    private static async Task<IResult> PostBatch(HttpContext http, Posting posting, IngestionLimits limits, Func<ReadOnlySequence<byte>, IReadOnlyList<EventRead>> read)
    {
        if (await ReadWholeAsync(http, limits.BatchBytes, read) is not { } batch) return Answers.TooLarge("A batch", limits.BatchBytes);
        foreach (var (index, one) in batch.Index())
        {
            await posting.TurnAsync();
            if (!await posting.AddAsync(index + 1, one)) return posting.BrokerAway(http);
        }

        return await posting.ConfirmedAsync() ? posting.Answer(isMany: true) : posting.BrokerAway(http);
    }

    private static async Task<IResult> PostLines(HttpContext http, Posting posting, IngestionLimits limits, Func<ReadOnlySequence<byte>, EventRead> read)
    {
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        await foreach (var line in Lines.ReadAsync(http.Request.BodyReader, limits.EventBytes, http.RequestAborted))
        {
            var one = line.IsTooLong ? EventRead.Refused(new Problem("", $"must have at most {limits.EventBytes} bytes")) : read(line.Content);
            await posting.TurnAsync();
            if (!await posting.AddAsync(line.Number, one)) return posting.BrokerAway(http);
            if (posting.RefusedCount == limits.RefusedLines) return await posting.ConfirmedAsync() ? posting.TooManyRefused(line.Number) : posting.BrokerAway(http);
        }

        return await posting.ConfirmedAsync() ? posting.Answer(isMany: true) : posting.BrokerAway(http);
    }

    /// <summary>Null where the body is longer than allowed.</summary>
    private static async Task<T?> ReadWholeAsync<T>(HttpContext http, int maxBytes, Func<ReadOnlySequence<byte>, T> read) where T : class
    {
        var body = await http.Request.BodyReader.ReadAtLeastAsync(maxBytes + 1, http.RequestAborted);
        var whole = body.Buffer.Length > maxBytes ? null : read(body.Buffer);
        http.Request.BodyReader.AdvanceTo(body.Buffer.End);
        return whole;
    }
}
