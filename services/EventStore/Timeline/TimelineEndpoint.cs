using System.Globalization;
using System.Text.Json;
using EventPlatform.EventStore.Access;
using EventPlatform.Hosting;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore.Timeline;

/// <param name="Who">The holder of a key, or a service.</param>
/// <param name="Person">The person who used the key, if its holder names one, as the dashboard does.</param>
internal sealed record Happened(DateTimeOffset At, string What, string Who, JsonElement Detail, string? Person = null);

/// <summary><c>GET /v1/timeline?limit=&amp;cursor=</c>: all actions and changes, the latest first.</summary>
internal static class TimelineEndpoint
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;
    private static readonly string ListSql = PostgresRows.ScriptBeside(typeof(TimelineEndpoint), "Timeline");

    private sealed record Place(DateTimeOffset At, int Kind, long Id);

    public static void MapTimeline(this IEndpointRouteBuilder app) => app.MapGet("/v1/timeline", Get)
        .RequireKey(Role.Observer).WithName("getTimeline")
        .WithSummary("Actions of ops, starts of services with their versions, and changes of their readiness, the latest first")
        .TakesPage(DefaultLimit, MaxLimit)
        .Answers<Page<Happened>>(
            """
            {"items":[{"at":"2026-11-23T07:04:05.123456+00:00","what":"readiness-changed","who":"Query",
             "detail":{"status":"Degraded","why":"eventstore: the EventStore does not answer"}}]}
            """)
        .Changes(operation => operation.RefuseParameters("limit", "must be a whole number from 1 to 1000"));

    private static async Task<IResult> Get(HttpRequest request, NpgsqlDataSource dataSource, CancellationToken ct)
    {
        var parameters = new QueryParameters(request);
        var limit = parameters.Limit(DefaultLimit, MaxLimit);
        var newest = new Place(DateTimeOffset.MaxValue.AddDays(-1), 0, 0);
        var before = parameters.Checked("cursor", newest, "must be the 'next' of an earlier page", Read)!;
        if (parameters.Problem() is { } problem) return problem;
        await using var command = dataSource.CreateCommand(ListSql).With(before.At, before.Kind, before.Id, limit + 1);
        var rows = await command.ListAsync(row => (
            Place: new Place(row.GetFieldValue<DateTimeOffset>(0), row.GetInt32(1), row.GetInt64(2)),
            Happened: new Happened(row.GetFieldValue<DateTimeOffset>(0), row.GetString(3), row.GetString(4),
                AuditEndpoint.For(request.HttpContext, JsonElement.Parse(row.GetString(5))), row.GetText(6))), ct);
        return TypedResults.Ok(Page<(Place Place, Happened Happened)>.Of(rows, limit, row => Write(row.Place)).Select(row => row.Happened));
    }

    private static string Write(Place place) => string.Create(CultureInfo.InvariantCulture, $"{place.At.UtcTicks}-{place.Kind}-{place.Id}");

    private static Place? Read(string text) =>
        text.Split('-') is [var ticks, var kind, var id]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks
            && int.TryParse(kind, NumberStyles.None, CultureInfo.InvariantCulture, out var which)
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(new(at, TimeSpan.Zero), which, number)
            : null;
}
