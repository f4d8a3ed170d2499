using System.Globalization;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;

namespace EventPlatform.Query.Promises;

/// <param name="AsOf">The day on which they are judged.</param>
/// <param name="KnownAt">Position of the log up to which this is known.</param>
/// <param name="Next">Cursor of the next page; absent on the last. With a state a page may hold fewer items than its limit before the last.</param>
internal sealed record PromisesPage(DateOnly AsOf, long KnownAt, IReadOnlyList<PromiseAnswer> Items, IReadOnlyList<Attribution> Attributions, string? Next);

/// <summary><c>GET /v1/promises?company=&amp;state=&amp;asOf=&amp;knownAt=&amp;limit=&amp;cursor=</c>: what was planned or announced, and what became of it.</summary>
internal static class PromisesEndpoint
{
    public static void MapPromises(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/promises", List).RequireKey(Role.Read).WithSummary("What was planned or announced, and what became of it")
            .WithDescription("Planned shipments and plants, and announced products. Kept or late by the earliest actual shipment of the product (of a planned shipment: to its region), or by the plant's opening; else open before the promise's last day, then missed.")
            .Takes("company", "The key of a company; all unless given.", "tesla")
            .Takes("state", "Promises of this state only.", "missed", choices: [.. Enum.GetValues<PromiseState>().Select(state => ContractJson.Name(state))])
            .Takes("asOf", "The day on which they are judged; today (UTC) unless given.", "2020-01-01", format: "date").TakesKnownAt()
            .TakesPage(fallback: 100, max: 500).TakesMinPosition()
            .Answers<PromisesPage>($$"""{"asOf":"2020-01-01","knownAt":12,"items":[{{PromiseAnswer.Example}}],"attributions":[]}""");

    private static async Task<IResult> List(HttpRequest request, ReadTables tables, Attributions attributions, TimeProvider time, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var (company, state) = (parameters.Text("company"), parameters.Named<PromiseState>("state"));
        var asOf = parameters.Day("asOf") ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var knownAt = parameters.Checked<KnownAt?>("knownAt", null, KnownAt.Expected, KnownAt.Read);
        var limit = parameters.Limit(fallback: 100, max: 500);
        var cursor = parameters.Checked<(long, Guid)?>("cursor", null, "must be the 'next' of an earlier page", Cursor);
        var minPosition = parameters.Position("minPosition");
        if (parameters.Problem() is { } problem) return problem;

        await using var session = await tables.OpenAsync(minPosition, ct);
        var position = await KnownAt.PositionAsync(knownAt, session, ct);
        var key = company is null ? null : await KnownAt.CompanyAsync(company, position, session, ct);
        var page = await PromiseReader.ReadAsync(session, key, position, asOf, cursor ?? (0, Guid.Empty), limit, ct);
        var items = page.Items.Where(item => state is null || item.State == state).ToList();
        return TypedResults.Ok(new PromisesPage(asOf, position, items,
            await attributions.OfFactsAsync(session, items.Select(item => item.FactId), ct), page.Last is { } last ? $"{last.Since}.{last.FactId:N}" : null));
    }

    private static (long, Guid)? Cursor(string text) =>
        text.Split('.') is [var since, var id] && long.TryParse(since, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && Guid.TryParseExact(id, "N", out var factId)
            ? (position, factId)
            : null;
}
