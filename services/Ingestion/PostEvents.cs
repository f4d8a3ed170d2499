using System.Net.Http.Headers;
using EventPlatform.Contracts;
using EventPlatform.Hosting;
using EventPlatform.Ingestion.Publishing;
using EventPlatform.Ingestion.Validation;
using Microsoft.AspNetCore.Http.Features;

namespace EventPlatform.Ingestion;

/// <summary>
/// <c>POST /v1/events</c>: one CloudEvents 1.0 event, or NDJSON with one a line. 202 once the broker has confirmed every report that was taken;
/// 400 problem details where nothing was; 503 with Retry-After where the broker does not confirm in time.
/// </summary>
internal static class PostEvents
{
    public const string OneEvent = "application/cloudevents+json";
    public const string EventLines = "application/x-ndjson";
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private const int MaxEventBytes = 256 * 1024;
    private const int MaxRefusedLines = 10_000;

    public static void MapEvents(this IEndpointRouteBuilder app) => app.MapPost("/v1/events", Post).RequireKey(Role.Feed);

    private static Task<IResult> Post(HttpContext http, CloudEventReader reader, Partitions partitions, TimeProvider time, CancellationToken ct) =>
        MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) ? type.MediaType?.ToLowerInvariant() switch
        {
            OneEvent => PostOne(http, reader, partitions, new Acknowledgement(time), ct),
            EventLines => PostLines(http, reader, partitions, new Acknowledgement(time), ct),
            _ => Task.FromResult<IResult>(Answers.WrongMediaType()),
        }
        : Task.FromResult<IResult>(Answers.WrongMediaType());

    private static async Task<IResult> PostOne(HttpContext http, CloudEventReader reader, Partitions partitions, Acknowledgement acknowledgement, CancellationToken ct)
    {
        var body = await http.Request.BodyReader.ReadAtLeastAsync(MaxEventBytes + 1, ct);
        var tooLarge = body.Buffer.Length > MaxEventBytes;
        var read = tooLarge ? null : reader.Read(body.Buffer);
        http.Request.BodyReader.AdvanceTo(body.Buffer.End);
        if (read is null) return Answers.TooLarge(MaxEventBytes);
        if (read.Report is null) return Answers.Invalid(read.Problems);

        return await TryEnqueue(partitions, read, acknowledgement, ct) && await acknowledgement.AllConfirmedAsync(Patience, ct)
            ? Answers.Accepted(1, [], [Answers.Receipt(read.Report)])
            : Answers.BrokerAway(http, acknowledgement.Confirmed);
    }

    private static async Task<IResult> PostLines(HttpContext http, CloudEventReader reader, Partitions partitions, Acknowledgement acknowledgement, CancellationToken ct)
    {
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        var refused = new List<RefusedLine>();
        var receipts = new List<string>();
        var taken = 0L;
        await foreach (var line in Lines.ReadAsync(http.Request.BodyReader, MaxEventBytes, ct))
        {
            var read = line.IsTooLong
                ? new EventRead(null, "", [new Problem("", $"must have at most {MaxEventBytes} bytes")])
                : reader.Read(line.Content);
            if (read.Report is null) refused.Add(new RefusedLine(line.Number, read.Problems.ToErrors()));
            else if (!await TryEnqueue(partitions, read, acknowledgement, ct)) return Answers.BrokerAway(http, acknowledgement.Confirmed);
            else if (++taken <= Answers.MaxReceipts) receipts.Add(Answers.Receipt(read.Report));

            if (refused.Count == MaxRefusedLines)
            {
                return await acknowledgement.AllConfirmedAsync(Patience, ct)
                    ? Answers.TooManyRefused(line.Number, taken, refused)
                    : Answers.BrokerAway(http, acknowledgement.Confirmed);
            }
        }

        if (!await acknowledgement.AllConfirmedAsync(Patience, ct)) return Answers.BrokerAway(http, acknowledgement.Confirmed);
        return taken > 0 ? Answers.Accepted(taken, refused, receipts) : Answers.NoLineTaken(refused);
    }

    private static async Task<bool> TryEnqueue(Partitions partitions, EventRead read, Acknowledgement acknowledgement, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        acknowledgement.Expect();
        try
        {
            var enqueued = partitions.EnqueueAsync(read.PartitionKey, read.Report!, acknowledgement, patience.Token);
            if (!enqueued.IsCompleted) patience.CancelAfter(Patience);
            await enqueued;
            return true;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
