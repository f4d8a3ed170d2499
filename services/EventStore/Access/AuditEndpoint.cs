using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Hosting;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;

namespace EventPlatform.EventStore.Access;

/// <summary><c>GET /v1/audit?limit=&amp;cursor=</c>: the entries of the audit, the latest first.</summary>
internal static class AuditEndpoint
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    public static void MapAudit(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/audit", Get).RequireKey(Role.Observer).WithName("listAuditEntries")
            .WithSummary("Changes and their authors, the latest first")
            .TakesPage(DefaultLimit, MaxLimit)
            .Answers<Page<AuditEntry>>(
                """
                {"items":[{"number":7,"at":"2026-11-23T07:04:05.123456+00:00","who":"ops","key":"b94d27b9934d","origin":"127.0.0.1",
                 "action":"feed-created","detail":{"name":"press"},"person":"Ada Lovelace"}]}
                """)
            .Changes(operation => operation.RefuseParameters("limit", "must be a whole number from 1 to 1000"));

    private static async Task<IResult> Get(HttpRequest request, AccessStore store, CancellationToken ct)
    {
        var parameters = new QueryParameters(request);
        var limit = parameters.Limit(DefaultLimit, MaxLimit);
        var cursor = parameters.Checked<long?>("cursor", long.MaxValue, "must be the 'next' of an earlier page",
            text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null);
        if (parameters.Problem() is { } problem) return problem;
        var page = await store.AuditAsync(limit, cursor!.Value, ct);
        return TypedResults.Ok(page.Select(entry => entry with { Detail = For(request.HttpContext, entry.Detail) }));
    }

    /// <summary>Hides the database's error message from an observer, because it may quote the report.</summary>
    public static JsonElement For(HttpContext http, JsonElement detail) =>
        http.User.IsInRole(nameof(Role.Ops)) ? detail : WithoutError(detail);

    private static JsonElement WithoutError(JsonElement detail)
    {
        if (detail.ValueKind != JsonValueKind.Object || !detail.TryGetProperty("error", out _)) return detail;
        var rest = JsonObject.Create(detail)!;
        rest.Remove("error");
        return JsonSerializer.SerializeToElement(rest);
    }
}
