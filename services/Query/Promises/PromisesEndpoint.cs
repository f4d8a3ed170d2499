using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Companies;
using EventPlatform.Query.Facts;
using EventPlatform.Query.Lists;

namespace EventPlatform.Query.Promises;

/// <param name="AsOf">The day on which they are judged.</param>
/// <param name="Next">
/// Cursor of the next page; absent on the last page. With a state, a page ends after 10,000 promises at the latest.
/// </param>
internal sealed record PromisesPage(
    DateOnly AsOf, IReadOnlyList<PromiseAnswer> Items, long Position, IReadOnlyList<Attribution> Attributions, string? Next)
    : ListAnswer<PromiseAnswer>(Items, Position, Attributions, Next);

/// <summary>
/// <c>GET /v1/promises?company=&amp;state=&amp;asOf=&amp;knownAt=&amp;limit=&amp;cursor=</c>: what was planned or announced, and whether it
/// was kept.
/// </summary>
internal static class PromisesEndpoint
{
    private static readonly Columns<PromiseAnswer> Columns = new(
        ("factId", p => p.FactId), ("company", p => p.Company), ("promise", p => p.Promise), ("subject", p => p.Subject),
        ("kind", p => p.Kind), ("region", p => p.Region), ("expected", p => p.Expected.Date), ("earliest", p => p.Expected.Earliest),
        ("latest", p => p.Expected.Latest), ("state", p => ContractJson.Name(p.State)), ("daysLate", p => p.DaysLate),
        ("usualDaysLate", p => p.Usual?.Days), ("metBy", p => p.MetBy), ("metOn", p => p.MetOn?.Date));

    public static void MapPromises(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/promises", List).RequireKey(Role.Read).WithName("listPromises")
            .WithSummary("What was planned or announced, and whether it was kept")
            .WithDescription(
                "Promises are planned shipments, planned plants and announced products. " +
                "A promise is met by the earliest actual shipment of the product (for a planned shipment: to its region), " +
                "or by the opening of the plant. It is then kept or late. " +
                "A promise that is not met is open before its last day, and then missed.")
            .Takes("company", "The key of a company. The default is all companies.", "tesla")
            .Takes("state", "Only promises in this state.", "missed",
                choices: [.. Enum.GetValues<PromiseState>().Select(state => ContractJson.Name(state))])
            .Takes("dueFrom", "Promises whose last day is on or after this day.", "2019-11-01", format: "date")
            .Takes("dueTo", "Promises whose last day is on or before this day.", "2019-11-30", format: "date")
            .Takes("sort",
                "By the position at which the promise became known, or by its last day. Open-ended promises come last by due.",
                "due", choices: FactSort.NamesOfPromises)
            .Takes("asOf", "The day on which promises are judged. The default is today (UTC).", "2020-01-01", format: "date")
            .TakesPage(fallback: 100, max: 500).TakesAsked(asOf: false)
            .AnswersList<PromisesPage>($$"""{"asOf":"2020-01-01","items":[{{PromiseAnswer.Example}}],"position":12,"attributions":[]}""");

    private static Task<IResult> List(
        HttpRequest request, Reading reading, Attributions attributions, TimeProvider time, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var (company, state) = (parameters.Text("company"), parameters.Named<PromiseState>("state"));
        var (dueFrom, dueTo) = (parameters.Day("dueFrom"), parameters.Day("dueTo"));
        parameters.RefuseReversed("dueFrom", dueFrom, "dueTo", dueTo);
        var sort = FactSort.Of(parameters.Choice("sort", FactSort.NamesOfPromises));
        var limit = parameters.Limit(fallback: 100, max: 500);
        var (asked, after) = parameters.Page(sort.ReadCursor);
        if (parameters.Problem() is { } problem) return Task.FromResult<IResult>(problem);

        return reading.AnswerAsync(request, asked, async (session, known) =>
        {
            var asOf = known.AsOf ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            var judged = known with { AsOf = asOf };
            var key = company is null ? null : await KnownCompany.CanonicalAsync(session, known, company, ct);
            var page = await PromiseReader.InStateAsync(session, known, Chosen, sort, asOf, state, after, limit, ct);
            var usual = await PromiseReader.UsualAsync(session, known, page.Items.Select(item => item.Company), asOf, ct);
            var items = page.Items.Select(item => item with { Usual = usual.GetValueOrDefault(item.Company ?? "") }).ToList();
            return ListAnswers.Answer(request, new PromisesPage(
                asOf, items, known.Position, attributions.Of(items.SelectMany(item => item.Sources.Concat(item.Usual?.Sources ?? []))),
                page.End is { } end ? sort.Cursor(judged, end.Key, end.FactId) : null), Columns, judged);

            Conditions Chosen()
            {
                var chosen = new Conditions().Add("f.company = ?", key).Add("f.due >= ?", dueFrom).Add("f.due <= ?", dueTo);
                return dueFrom is null ? chosen : chosen.Add("f.due < 'infinity'");
            }
        }, ct);
    }
}
