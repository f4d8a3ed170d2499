using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace EventPlatform.Query.Events;

/// <summary>
/// <c>GET /v1/events?after=&amp;type=&amp;company=&amp;limit=</c>: the log by position, a page as JSON, or with <c>Accept: text/event-stream</c> everything
/// after the position and then live. There <c>id:</c> is the position, and <c>Last-Event-ID</c> resumes after it.
/// </summary>
internal static class EventsEndpoint
{
    private const string NotAPosition = "Last-Event-ID is not a position";
    private const string SendLastId = "Send the id of the last event received.";
    private const int StreamPage = 500;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    public static void MapLogEvents(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/events", Get).RequireKey(Role.Read).WithSummary("The log by position, a page at a time or live")
            .WithDescription("With 'Accept: text/event-stream' everything after the position and then what is appended, as server-sent events: id is the position, data the event. Last-Event-ID resumes after it.")
            .TakesNumber("after", "Reports after this position; from the first unless given.", 0, 0, null).TakesType("FundingRaised")
            .Takes("company", "Reports on the company of this key, as sent.", "xpeng").TakesLimit(fallback: 100, max: 1000, example: 1)
            .Answers<LogPage>($$"""{"items":[{{LogEvent.Example}}],"next":1}""").Changes(operation => operation.Responses!["200"].Content!["text/event-stream"] = new() { Example = $"data: {LogEvent.Example.ReplaceLineEndings("")}\nid: 1\n\n" })
            .Refuses(StatusCodes.Status400BadRequest, NotAPosition, SendLastId);

    private static async Task<IResult> Get(
        HttpRequest request, LogReader log, LogTail tail, TimeProvider time, IHostApplicationLifetime lifetime, IOptions<JsonOptions> json, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var after = parameters.Position("after");
        var filter = new LogFilter(parameters.Type(), parameters.Text("company"));
        var limit = parameters.Limit(fallback: 100, max: 1000);
        if (parameters.Problem() is { } problem) return problem;
        if (!request.GetTypedHeaders().Accept.Any(accept => accept.MediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase)))
            return TypedResults.Ok(await log.ReadAsync(after, filter, limit, ct));

        if (request.Headers["Last-Event-ID"] is [{ Length: > 0 } last] && !long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            return TypedResults.Problem(title: NotAPosition, detail: SendLastId, statusCode: StatusCodes.Status400BadRequest);
        await StreamAsync(request.HttpContext.Response, Follow(after, filter, log, tail, time, lifetime.ApplicationStopping, ct), json.Value.SerializerOptions, ct);
        return Results.Empty;
    }

    private static async Task StreamAsync(HttpResponse response, IAsyncEnumerable<SseItem<LogEvent>> events, JsonSerializerOptions json, CancellationToken ct)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache,no-store";
        await response.Body.FlushAsync(ct); // the follower knows that it is connected before there is anything to tell
        await SseFormatter.WriteAsync(events, response.Body, (item, buffer) =>
        {
            using var writer = new Utf8JsonWriter(buffer);
            JsonSerializer.Serialize(writer, item.Data, json);
        }, ct);
    }

    private static async IAsyncEnumerable<SseItem<LogEvent>> Follow(
        long after, LogFilter filter, LogReader log, LogTail tail, TimeProvider time, CancellationToken stopping, [EnumeratorCancellation] CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct, stopping);
        while (!end.IsCancellationRequested)
        {
            var appended = tail.NextAppend;
            var page = await log.ReadAsync(after, filter, StreamPage, ct);
            foreach (var item in page.Items)
                yield return new SseItem<LogEvent>(item) { EventId = item.Position.ToString(CultureInfo.InvariantCulture) };
            after = page.Next;
            if (page.Items.Count < StreamPage)
                await appended.WaitAsync(LookAgain, time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
