using System.Buffers;
using System.Net.Http.Headers;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Validation;
using EventPlatform.Hosting;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Http.Bodies;
using EventPlatform.Ingestion.Bodies;
using EventPlatform.Ingestion.Publishing;
using EventPlatform.Ingestion.Refusals;
using EventPlatform.Ingestion.Schemas;
using EventPlatform.Ingestion.Validation;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace EventPlatform.Ingestion;

/// <summary>
/// <c>POST /v1/events</c>: CloudEvents 1.0, one in structured or binary mode, a batch, or NDJSON with one per line. Answers 202 when the
/// broker has confirmed every accepted report, 400 with problem details if none was accepted, and 503 with Retry-After if the broker does
/// not confirm in time.
/// </summary>
internal static class PostEvents
{
    public const string OneEvent = "application/cloudevents+json";
    public const string Batch = "application/cloudevents-batch+json";
    public const string EventLines = "application/x-ndjson";
    private const string AnyCloudEvents = "application/cloudevents";

    public static void MapEvents(this IEndpointRouteBuilder app) => app.MapPost("/v1/events", Post)
        .RequireKey(Role.Feed, Role.Ops).WithName("postEvents").EndsWithItsKey()
        .WithSummary("Post events: one, a batch, or any number of them, one per line")
        .WithDescription(
            """
            202 when the broker has stored everything on disk. Each receipt leads to the outcome of its report at Query.
            Sending the same event again changes nothing, so send whatever was not answered with 202 again unchanged. Of many events, the valid ones are accepted and the others are listed.

            Binary mode: the data alone as application/json, and each attribute as a header, such as 'ce-specversion: 1.0', 'ce-id', 'ce-source' and 'ce-type'.

            Text is UTF-8. The body may have a Content-Encoding of gzip, br or zstd; limits apply to the decoded body.
            """)
        .TakesEvents()
        .Takes("dryRun", "true: only returns what would be answered. Nothing is sent, but it counts towards the rate of the key.",
            choices: ["false", "true"])
        .Answers<DryRunAnswer>("""{"accepted":1,"refused":[]}""")
        .Answers<AcceptedAnswer>(
            """
            {"accepted":1,"refused":[],"receiptTemplate":"/v1/receipts{?source,id,hash,event,wait}",
             "receipts":["/v1/receipts?source=%2Ffeeds%2Fpress&id=round-1%401&hash=9e17…&event=0199c0de-0000-7000-8000-000000000000"]}
            """, StatusCodes.Status202Accepted)
        .Refuses(StatusCodes.Status400BadRequest, "The event is not valid",
            "Nothing was accepted. Each error names a field by JSON Pointer and what would be right.",
            """{"errors":[{"pointer":"/data/amount/currency","detail":"must be an ISO 4217 code of three capital letters such as USD"}]}""")
        .Changes(operation => operation.RefuseParameters("dryRun", "must be one of false, true"))
        .Refuses(StatusCodes.Status400BadRequest, "No event is valid", "Nothing was accepted. Each refused line says what is wrong.",
            """{"refused":[{"line":1,"errors":[{"pointer":"/id","detail":"is required"}]}]}""")
        .Refuses(StatusCodes.Status403Forbidden, "The source belongs to another feed",
            "Nothing was accepted. A feed posts, revises and retracts under its own source only.")
        .Refuses(StatusCodes.Status403Forbidden, "Only ops may post this type",
            "Nothing was accepted. Only ops make declarations about companies.")
        .Refuses(StatusCodes.Status408RequestTimeout, Answers.BodyTooSlow, Answers.BodyTooSlowDetail)
        .Refuses(StatusCodes.Status413PayloadTooLarge, "The body is too large",
            "An event may have at most 262144 bytes. Many events go as application/x-ndjson, one a line.")
        .Refuses(StatusCodes.Status415UnsupportedMediaType, "Unsupported media type", "Send one of the media types that are listed here.")
        .Refuses(StatusCodes.Status415UnsupportedMediaType, "Unsupported content coding",
            $"Send the body as it is, or with a Content-Encoding of {ContentCodings.Accepted}, at most 3 of them.")
        .Refuses(StatusCodes.Status415UnsupportedMediaType, "Unsupported charset",
            "Send the body in UTF-8, with 'charset=utf-8' or without a charset.")
        .Refuses(StatusCodes.Status422UnprocessableEntity, "The type is not known",
            "Nothing was accepted. The event is sound, but its type is not known here.",
            """{"errors":[{"pointer":"/type","detail":"must be one of CompanyAcquired, …"}]}""")
        .Refuses(StatusCodes.Status429TooManyRequests, "Too many events per second",
            "Nothing was accepted. Wait, or send many as NDJSON, which is slowed down and not refused.")
        .Refuses(StatusCodes.Status503ServiceUnavailable, Answers.Maintenance, Answers.MaintenanceDetail("the disk is replaced"),
            """{"since":"2026-11-23T07:04:05.123456+00:00"}""")
        .Refuses(StatusCodes.Status503ServiceUnavailable, "The broker does not confirm",
            "The outcome is not known for what was not confirmed. Send the whole request again later: what is stored already counts once.",
            """{"confirmed":0}""")
        .Refuses(StatusCodes.Status503ServiceUnavailable, Answers.TooMuchWaits, "Nothing was accepted. Send the same again later.")
        .Refuses(StatusCodes.Status401Unauthorized, EndOfKeys.Revoked, $"Nothing was accepted. {EndOfKeys.RevokedDetail}")
        .Refuses(StatusCodes.Status403Forbidden, Answers.FeedNotKnown, Answers.NotKnownHere("press"))
        .Refuses(StatusCodes.Status400BadRequest, Answers.TooManyRefusals, Answers.StoppedAt(20_001, 10_000),
            """{"accepted":10000,"refused":[{"line":2,"errors":[{"pointer":"/id","detail":"is required"}]}]}""")
        .ReadsBody()
        .Heads(StatusCodes.Status408RequestTimeout, FeedRates.Header, FeedRates.HeaderMeaning)
        .Heads(StatusCodes.Status429TooManyRequests, FeedRates.Header, FeedRates.HeaderMeaning)
        .Heads(StatusCodes.Status503ServiceUnavailable, FeedRates.Header, $"{FeedRates.HeaderMeaning} Not for maintenance.");

    private static async Task<IResult> Post(
        HttpContext http, CloudEventReader reader, AccessDirectory directory, Partitions partitions, FeedRates rates, RefusalLog refusals,
        Senders senders, IOptions<IngestionLimits> limits, TimeProvider time, CancellationToken ct)
    {
        var feed = http.FeedName() is { } name ? directory.FindFeed(name) : null;
        if (feed is null && http.FeedName() is { } unknown) return Answers.UnknownFeed(unknown);

        var parameters = new QueryParameters(http.Request);
        var isDryRun = parameters.Choice("dryRun", "false", "true") == "true";
        if (parameters.Problem() is { } problem) return problem;

        var sender = senders.Of(http);
        using var posting = new Posting(partitions, rates, refusals, sender, http.User.Identity!.Name!, isDryRun, limits.Value, time, ct);
        if (directory.Maintenance is { } maintenance) return posting.Maintained(http, maintenance);
        if (posting.IsHeldBack) return posting.HeldBack(http);
        using var body = new IncomingBody(http.Request.BodyReader, sender.Room, time, http.KeyEnd(), ct) { Waiting = posting.Pause };
        var ops = http.User.IsInRole(nameof(Role.Ops)) ? Actor.Of(http) : null;
        EventRead Read(ReadOnlySequence<byte> bytes) => reader.Read(bytes, feed).DeclaredBy(ops);
        IEnumerable<EventRead> ReadBatch(ReadOnlySequence<byte> bytes) =>
            reader.ReadBatch(bytes, feed).Select(read => read.DeclaredBy(ops));
        EventRead ReadBinary(ReadOnlySequence<byte> bytes)
        {
            var problems = new List<Problem>();
            using var attributes = BinaryMode.ReadAttributes(http.Request, problems);
            return problems.Count > 0
                ? EventRead.Refused(problems)
                : reader.ReadBinary(attributes.RootElement, bytes, feed).DeclaredBy(ops);
        }

        var type = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var parsed) ? parsed.MediaType?.ToLowerInvariant() : null;
        return type switch
        {
            OneEvent => await PostOne(http, posting, body, limits.Value, Read),
            Batch => await PostBatch(http, posting, body, limits.Value, ReadBatch),
            EventLines => await PostLines(http, posting, body, limits.Value, Read, () => directory.Maintenance is not null),
            not null when !type.StartsWith(AnyCloudEvents, StringComparison.Ordinal) && EventAttributes.IsJson(type)
                && BinaryMode.IsUsedBy(http.Request) =>
                await PostOne(http, posting, body, limits.Value, ReadBinary),
            _ => posting.WrongMediaType(),
        };
    }

    private static async Task<IResult> PostOne(
        HttpContext http, Posting posting, IncomingBody body, IngestionLimits limits, Func<ReadOnlySequence<byte>, EventRead> read)
    {
        if (await body.ReadWholeAsync(http.Request.ContentLength, limits.EventBytes) is not { } whole)
            return await NotReadAsync(http, posting, body, "An event", limits.EventBytes);
        var one = read(whole);
        if (!posting.IsWithinRate()) return posting.TooMany(http);
        if (!posting.TryAdd(one)) return posting.HeldBack(http);
        return await posting.ConfirmedAsync() ? posting.Answer(isMany: false) : posting.BrokerAway(http);
    }

    private static async Task<IResult> PostBatch(
        HttpContext http, Posting posting, IncomingBody body, IngestionLimits limits,
        Func<ReadOnlySequence<byte>, IEnumerable<EventRead>> read)
    {
        if (await body.ReadWholeAsync(http.Request.ContentLength, limits.BatchBytes) is not { } whole)
            return await NotReadAsync(http, posting, body, "A batch", limits.BatchBytes);
        await posting.BeginAsync();
        foreach (var (index, one) in read(whole).Index())
        {
            if (body.Stopped is { } why) return await posting.StoppedAsync(http, why, index + 1);
            await posting.TurnAsync();
            if (!await posting.AddAsync(index + 1, one)) return posting.BrokerAway(http);
        }

        return await posting.ConfirmedAsync() ? posting.Answer(isMany: true) : posting.BrokerAway(http);
    }

    private static async Task<IResult> PostLines(
        HttpContext http, Posting posting, IncomingBody body, IngestionLimits limits, Func<ReadOnlySequence<byte>, EventRead> read,
        Func<bool> isMaintained)
    {
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        var last = 0L;
        await foreach (var line in Lines.ReadAsync(body, limits.EventBytes))
        {
            if (body.Stopped is not null) break;
            if (line.Number == 1 && ByteOrderMark.IsOfUtf16(line.Content))
                return Answers.Invalid([new Problem("", ByteOrderMark.OnlyUtf8)]);
            if (isMaintained()) return await posting.StoppedAsync(http, BodyEnd.Maintenance, line.Number);
            last = line.Number;
            await posting.TurnAsync();
            var one = line.IsTooLong
                ? EventRead.Refused(new Problem("", $"must have at most {limits.EventBytes} bytes"))
                : read(line.Content);
            if (!await posting.AddAsync(line.Number, one)) return posting.BrokerAway(http);
            if (posting.RefusedCount == limits.RefusedLines)
                return await posting.ConfirmedAsync() ? posting.TooManyRefused(line.Number) : posting.BrokerAway(http);
        }

        if (body.Stopped is { } why) return await posting.StoppedAsync(http, why, last + 1);
        return await posting.ConfirmedAsync() ? posting.Answer(isMany: true) : posting.BrokerAway(http);
    }

    private static async Task<IResult> NotReadAsync(HttpContext http, Posting posting, IncomingBody body, string what, int maxBytes) =>
        body.Stopped == BodyEnd.TooLarge ? posting.TooLarge(what, maxBytes) : await posting.StoppedAsync(http, body.Stopped!.Value, 1);
}
