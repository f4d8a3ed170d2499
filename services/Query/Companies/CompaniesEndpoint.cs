using System.Globalization;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Companies.History;
using EventPlatform.Query.Facts;
using EventPlatform.Query.Lists;
using EventPlatform.Query.Promises;

namespace EventPlatform.Query.Companies;

/// <param name="Key">Canonical: other keys that mean the company are aliases.</param>
/// <param name="Name">The latest.</param>
/// <param name="Names">Every name under which it was reported, the latest first.</param>
internal sealed record CompanyEntry(string Key, string Name, IReadOnlyList<string> Names, IReadOnlyList<string> Aliases);

internal sealed record CompaniesPage(IReadOnlyList<CompanyEntry> Items, long Position, IReadOnlyList<Attribution> Attributions, string? Next)
    : ListAnswer<CompanyEntry>(Items, Position, Attributions, Next);

/// <summary><c>GET /v1/companies</c>: the directory, by key, or what a search finds. <c>GET /v1/companies/{key}</c>: what is known of one.</summary>
internal static class CompaniesEndpoint
{
    private static readonly Columns<CompanyEntry> Columns = new(("key", c => c.Key), ("name", c => c.Name), ("names", c => c.Names), ("aliases", c => c.Aliases));

    public static void MapCompanies(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/companies", List).RequireKey(Role.Read).WithSummary("The directory of companies, by key, or those that a search finds, the best first")
            .Takes("search", "What a name contains or is like, or a key begins with.", "xpeng").TakesPage(fallback: 50, max: 500, example: 1).TakesAsked(asOf: false)
            .AnswersList<CompaniesPage>("""{"items":[{"key":"xpeng","name":"Xpeng Motors","names":["Xpeng Motors"],"aliases":[]}],"position":11,"attributions":[]}""");
        app.MapGet("/v1/companies/{key}", Get).RequireKey(Role.Read).WithSummary("What is known of one company")
            .Describes("key", "The company's key. One that means another company answers 308 to that one.", "tesla").TakesAsked()
            .Answers<CompanyProfile>(CompanyProfile.Example).Refuses(StatusCodes.Status404NotFound, KnownCompany.NoSuch, KnownCompany.FindKeys);
        app.MapCompanyHistory();
    }

    private static async Task<IResult> List(HttpRequest request, Reading reading, Attributions attributions, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var search = parameters.Text("search")?.Trim().ToLowerInvariant();
        var limit = parameters.Limit(fallback: 50, max: 500);
        var asked = parameters.Asked(asOf: false);
        var cursor = parameters.PageCursor(ReadCursor);
        if (parameters.Problem() is { } problem) return problem;

        return await reading.AnswerAsync(request, asked, async (session, known) =>
        {
            var (found, next) = ListAnswers.Page(search is null
                ? await Directory.AllAsync(session, known, cursor?.Key ?? "", limit + 1, ct)
                : await Directory.SearchAsync(session, known, search, cursor, limit + 1, ct),
                limit, last => Cursor.Of(last.Likeness.ToString("R", CultureInfo.InvariantCulture), last.Key));
            var companies = await KnownCompany.FindAsync(session, known, [.. found.Select(company => company.Key)], ct);
            return ListAnswers.Answer(request, new CompaniesPage(
                [.. companies.Select(company => new CompanyEntry(company.Key, company.Names[0], company.Names, company.Aliases))], known.Position, attributions.OfAll(), next), Columns);
        }, ct);
    }

    private static Task<IResult> Get(string key, HttpRequest request, Reading reading, Attributions attributions, TimeProvider time, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var asked = parameters.Asked();
        if (parameters.Problem() is { } problem) return Task.FromResult<IResult>(problem);
        return reading.AnswerAsync(request, asked, (session, known) => KnownCompany.AnswerAsync(request, session, known, key, async company =>
        {
            var facts = await session.ListAsync(
                $"""
                select {FactAnswer.Columns} from {known.FactsInForce} where {known.Facts} and (f.company = $1 or f.counterparty = $1)
                order by f.earliest nulls last, f.since, f.fact_id
                """,
                [company.Key], FactAnswer.Read, ct);
            var promises = await PromiseReader.ReadAsync(
                session, known, company.Key, known.AsOf ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), cursor: null, int.MaxValue - 1, ct);
            return TypedResults.Ok(ProfileBuilder.Build(company, known, [.. facts.Select(fact => fact.InForceOn(known.AsOf))], promises.Items, attributions.Of(facts.SelectMany(fact => fact.Sources))));
        }, ct), ct);
    }

    private static Found? ReadCursor(string[] parts) =>
        parts is [var likeness, var key] && double.TryParse(likeness, NumberStyles.Float, CultureInfo.InvariantCulture, out var read) ? new(key, read) : null;
}
