using System.Buffers;
using System.Net.Http.Headers;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Ingestion.Publishing;
using EventPlatform.Ingestion.Schemas;
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

    public static void MapEvents(this IEndpointRouteBuilder app) => app.MapPost("/v1/events", Post).RequireKey(Role.Feed, Role.Ops)
        .WithSummary("Post events: one, a batch, or any number of them, one a line")
        .WithDescription(
            """
            202 once the broker has all of it on disk. Each receipt tells at Query what became of its report.
            The same event again changes nothing, so whatever was not answered with 202 is sent again as it was. Of many events, those that are sound are taken and the others told.

            Binary mode: the data alone as application/json, and each attribute as a header, such as 'ce-specversion: 1.0', 'ce-id', 'ce-source' and 'ce-type'.
            """)
        .TakesEvents()
        .Answers<AcceptedAnswer>(
            """
            {"accepted":1,"refused":[],"receiptTemplate":"/v1/receipts{?source,id,hash,event,wait}",
             "receipts":["/v1/receipts?source=%2Ffeeds%2Fpress&id=round-1%401&hash=9e17…&event=0199c0de-0000-7000-8000-000000000000"]}
            """, StatusCodes.Status202Accepted)
        .Refuses(StatusCodes.Status400BadRequest, "The event is not valid", "Nothing was taken. Each error names a field by JSON Pointer and what would be right.",
            """{"errors":[{"pointer":"/data/amount/currency","detail":"must be an ISO 4217 code of three capital letters such as USD"}]}""")
        .Refuses(StatusCodes.Status400BadRequest, "No event is valid", "Nothing was taken. Each refused line says what is wrong.",
            """{"refused":[{"line":1,"errors":[{"pointer":"/id","detail":"is required"}]}]}""")
        .Refuses(StatusCodes.Status403Forbidden, "The source is another feed's", "Nothing was taken. A feed posts, revises and retracts under its own source only.")
        .Refuses(StatusCodes.Status403Forbidden, "The type is for ops", "Nothing was taken. Declarations about companies are made by ops.")
        .Refuses(StatusCodes.Status413PayloadTooLarge, "The body is too large", "An event may have at most 262144 bytes. Many events go as application/x-ndjson, one a line.")
        .Refuses(StatusCodes.Status415UnsupportedMediaType, "Unsupported media type", "Send one of the media types that are listed here.")
        .Refuses(StatusCodes.Status422UnprocessableEntity, "The type is not known", "Nothing was taken. The event is sound, but its type is not known here.",
            """{"errors":[{"pointer":"/type","detail":"must be one of FundingRaised, …"}]}""")
        .Refuses(StatusCodes.Status429TooManyRequests, "Too many events in a second", "Nothing was taken. Wait, or send many as NDJSON, which is slowed down and not refused.")
        .Refuses(StatusCodes.Status503ServiceUnavailable, "The broker does not confirm",
            "The outcome is not known for what was not confirmed. Send the whole request again later: what is stored already counts once.", """{"confirmed":0}""");

    private static Task<IResult> Post(
        HttpContext http, CloudEventReader reader, AccessDirectory directory, Partitions partitions, FeedRates rates, WholeBodies bodies, IOptions<IngestionLimits> limits, TimeProvider time, CancellationToken ct)
    {
        var feed = http.FeedName() is { } name ? directory.FindFeed(name) : null;
        if (feed is null && http.FeedName() is { } unknown) return Task.FromResult<IResult>(Answers.UnknownFeed(unknown));

        var posting = new Posting(partitions, rates, http.User.Identity!.Name!, limits.Value, time, ct);
        if (posting.IsHeldBack) return Task.FromResult(posting.HeldBack(http));
        var isOps = http.User.IsInRole(nameof(Role.Ops));
        EventRead Read(ReadOnlySequence<byte> body) => reader.Read(body, feed).UnlessForOps(isOps);
        var type = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var parsed) ? parsed.MediaType?.ToLowerInvariant() : null;
        return type switch
        {
            OneEvent => PostOne(http, posting, bodies, limits.Value.EventBytes, Read),
            Batch => PostBatch(http, posting, bodies, limits.Value.BatchBytes, body => [.. reader.ReadBatch(body, feed).Select(read => read.UnlessForOps(isOps))]),
            EventLines => PostLines(http, posting, limits.Value, Read),
            not null when BinaryMode.IsUsedBy(http.Request) => PostOne(http, posting, bodies, limits.Value.EventBytes, body => Read(BinaryMode.ToStructured(http.Request, body))),
            _ => Task.FromResult<IResult>(Answers.WrongMediaType()),
        };
    }

    private static async Task<IResult> PostOne(HttpContext http, Posting posting, WholeBodies bodies, int maxBytes, Func<ReadOnlySequence<byte>, EventRead> read)
    {
        EventRead? one;
        using (var room = await bodies.RoomAsync(http, maxBytes))
        {
            if (room is null) return posting.HeldBack(http);
            one = await ReadWholeAsync(http, maxBytes, read);
        }

        if (one is null) return Answers.TooLarge("An event", maxBytes);
        if (!posting.IsWithinRate()) return posting.TooMany(http);
        if (!posting.TryAdd(one)) return posting.HeldBack(http);
        return await posting.ConfirmedAsync() ? posting.Answer(isMany: false) : posting.BrokerAway(http);
    }

    private static async Task<IResult> PostBatch(HttpContext http, Posting posting, WholeBodies bodies, int maxBytes, Func<ReadOnlySequence<byte>, IReadOnlyList<EventRead>> read)
    {
        using var room = await bodies.RoomAsync(http, maxBytes);
        if (room is null) return posting.HeldBack(http);
        if (await ReadWholeAsync(http, maxBytes, read) is not { } batch) return Answers.TooLarge("A batch", maxBytes);
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
        if (http.Request.ContentLength > maxBytes) return null;
        var body = await http.Request.BodyReader.ReadAtLeastAsync(maxBytes + 1, http.RequestAborted);
        var whole = body.Buffer.Length > maxBytes ? null : read(body.Buffer);
        http.Request.BodyReader.AdvanceTo(body.Buffer.End);
        return whole;
    }
}
