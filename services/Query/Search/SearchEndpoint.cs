using System.Globalization;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Lists;

namespace EventPlatform.Query.Search;

internal sealed record SearchPage(IReadOnlyList<Hit> Items, long Position, IReadOnlyList<Attribution> Attributions, string? Next)
    : ListAnswer<Hit>(Items, Position, Attributions, Next);

/// <summary><c>GET /v1/search?q=&amp;kind=</c>: finds everything whose name resembles the words, the best match first.</summary>
internal static class SearchEndpoint
{
    private static readonly string[] Kinds = [.. Enum.GetValues<HitKind>().Select(kind => ContractJson.Name(kind))];

    private static readonly Columns<Hit> Columns = new(
        ("kind", h => ContractJson.Name(h.Kind)), ("key", h => h.Key), ("name", h => h.Name), ("company", h => h.Company),
        ("isInvestor", h => h.IsInvestor));

    public static void MapSearch(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/search", Get).RequireKey(Role.Read).WithName("search")
            .WithSummary("Companies, people, products and plants by name, the best match first")
            .WithDescription(
                "Names that equal the words come first, then names that begin with them, then names with a word that begins with them, " +
                "then names that contain them, then names with a similar spelling. Investors are companies and people that joined a round.")
            .Takes("q", "What to look for: at least two letters or digits.", "xpeng", required: true)
            .Takes("kind", "Only hits of this kind.", choices: [.. Kinds, SearchReader.Investor])
            .TakesPage(fallback: 20, max: 100, example: 1).TakesAsked(asOf: false)
            .AnswersList<SearchPage>(
                """{"items":[{"kind":"company","key":"xpeng","name":"Xpeng Motors","isInvestor":false}],"position":11,"attributions":[]}""");

    private static Task<IResult> Get(HttpRequest request, Reading reading, Attributions attributions, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var words = parameters.Required("q").Trim().ToLowerInvariant();
        if (words.Length < 2 && parameters.Text("q") is not null) parameters.Refuse("q", "must have two characters or more");
        var kind = parameters.OneOf("kind", [.. Kinds, SearchReader.Investor]);
        var limit = parameters.Limit(fallback: 20, max: 100);
        var (asked, after) = parameters.Page(ReadCursor, asOf: false);
        if (parameters.Problem() is { } problem) return Task.FromResult<IResult>(problem);

        return reading.AnswerAsync(request, asked, async (session, known) =>
        {
            var page = PageReading.PageOf(await new SearchReader(session, known, words).ReadAsync(kind, after, limit + 1, ct), limit);
            return ListAnswers.Answer(request, new SearchPage(
                [.. page.Items.Select(found => found.Hit)], known.Position,
                await attributions.OfAsync(session, SearchReader.Sources,
                    [
                        page.Items.Where(found => found.Hit.Kind != HitKind.Plant).Select(found => found.Hit.Key).ToArray(), known.Position,
                        page.Items.Where(found => found.Hit.Kind == HitKind.Plant).Select(found => Guid.Parse(found.Hit.Key)).ToArray(),
                    ], ct),
                page.Next(last => Cursor.Of(
                    known, last.Likeness.ToString("R", CultureInfo.InvariantCulture), $"{(int)last.Hit.Kind}", last.Hit.Key))),
                Columns, known);
        }, ct);
    }

    private static FoundHit? ReadCursor(IReadOnlyList<string> parts) =>
        parts is [var likeness, var kind, var key]
            && double.TryParse(likeness, NumberStyles.Float, CultureInfo.InvariantCulture, out var read)
            && int.TryParse(kind, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Enum.IsDefined((HitKind)number)
            ? new(new Hit((HitKind)number, key, "", null, IsInvestor: false), read) : null;
}
