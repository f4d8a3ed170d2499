using System.Buffers.Text;
using System.Globalization;
using System.Text;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;

namespace EventPlatform.Query.Facts;

/// <param name="Attributions">Of the feeds that these facts rest on.</param>
/// <param name="Next">Cursor of the next page; absent on the last.</param>
internal sealed record FactsPage(IReadOnlyList<FactAnswer> Items, IReadOnlyList<Attribution> Attributions, string? Next);

/// <summary>
/// <c>GET /v1/facts?company=&amp;type=&amp;from=&amp;to=&amp;limit=&amp;cursor=</c>: current facts in the order in which they became known. <c>from</c> and
/// <c>to</c> are days; a fact matches where its date can lie between them.
/// </summary>
internal static class FactsEndpoint
{
    private sealed record Cursor(long Since, Guid FactId)
    {
        public override string ToString() => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Since}.{FactId}")));

        public static Cursor? Read(string text) =>
            Base64Url.IsValid(text) && Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.') is [var since, var id]
            && long.TryParse(since, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && Guid.TryParse(id, out var factId)
                ? new Cursor(position, factId)
                : null;
    }

    public static void MapFacts(this IEndpointRouteBuilder app)
    {
        app.MapFactChanges();
        app.MapGet("/v1/facts", List).RequireKey(Role.Read).WithSummary("Current facts, in the order in which they became known")
            .Takes("company", "The key of a company that the facts are shown on.", "xpeng").TakesType("FundingRaised")
            .Takes("from", "The first day that a fact's date may mean.", "2019-11-13", format: "date")
            .Takes("to", "The last day that a fact's date may mean.", "2019-11-30", format: "date")
            .TakesPage(fallback: 50, max: 500).TakesMinPosition().Answers<FactsPage>($$"""{"items":[{{FactAnswer.Example}}],"attributions":[]}""");
        app.MapGet("/v1/facts/{id:guid}", FactEndpoint.Get).RequireKey(Role.Read).WithSummary("A fact, its history, and the reports that it rests on")
            .Describes("id", "The fact's id, the same in every build of the read tables.", FactAnswer.ExampleId).TakesMinPosition()
            .Answers<FactDetail>(FactDetail.Example).Refuses(StatusCodes.Status404NotFound, FactEndpoint.NoSuchFact, FactEndpoint.ThereIsNo(FactAnswer.ExampleId));
    }

    private static async Task<IResult> List(HttpRequest request, ReadTables tables, Attributions attributions, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var (company, type) = (parameters.Text("company"), parameters.Type());
        var (from, to) = (parameters.Day("from"), parameters.Day("to"));
        var limit = parameters.Limit(fallback: 50, max: 500);
        var minPosition = parameters.Position("minPosition");
        var cursor = parameters.Checked<Cursor?>("cursor", null, "must be the 'next' of an earlier page", Cursor.Read);
        if (parameters.Problem() is { } problem) return problem;

        await using var session = await tables.OpenAsync(minPosition, ct);
        var facts = await session.ListAsync(
            $"""
            select {FactAnswer.Columns} from served.facts
            where known_to = 9223372036854775807 and state <> 'retracted'
              and ($1::text is null or company = $1 or counterparty = $1) and ($2::text is null or type = $2)
              and ($3::date is null or latest >= $3) and ($4::date is null or earliest <= $4)
              and (since, fact_id) > ($5::bigint, $6::uuid)
            order by since, fact_id limit $7
            """,
            [company, type, from, to, cursor?.Since ?? 0, cursor?.FactId ?? Guid.Empty, limit + 1], FactAnswer.Read, ct);
        var page = facts.Take(limit).ToList();
        return TypedResults.Ok(new FactsPage(page, await attributions.OfFactsAsync(session, page.Select(fact => fact.Id), ct), facts.Count > limit ? new Cursor(page[^1].Since, page[^1].Id).ToString() : null));
    }
}
