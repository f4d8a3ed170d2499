using System.Globalization;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Companies.Candidates;
using EventPlatform.Query.Companies.Diff;
using EventPlatform.Query.Companies.History;
using EventPlatform.Query.Lists;

namespace EventPlatform.Query.Companies;

/// <param name="Key">Canonical key. All other keys of the company are its aliases.</param>
/// <param name="Name">The latest name.</param>
/// <param name="Names">Every name under which it was reported, the latest first.</param>
internal sealed record CompanyEntry(string Key, string Name, IReadOnlyList<string> Names, IReadOnlyList<string> Aliases);

internal sealed record CompaniesPage(
    IReadOnlyList<CompanyEntry> Items, long Position, IReadOnlyList<Attribution> Attributions, string? Next)
    : ListAnswer<CompanyEntry>(Items, Position, Attributions, Next);

/// <summary><c>GET /v1/companies</c>: all companies by key, or those that a search finds.</summary>
internal static class CompaniesEndpoint
{
    private static readonly Columns<CompanyEntry> Columns = new(
        ("key", c => c.Key), ("name", c => c.Name), ("names", c => c.Names), ("aliases", c => c.Aliases));

    public static void MapCompanies(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/companies", List).RequireKey(Role.Read).WithName("listCompanies")
            .WithSummary("All companies by key, or those that a search finds, the best match first")
            .Takes("search", "Text that a name contains or resembles, or that a key begins with.", "xpeng")
            .TakesPage(fallback: 50, max: 500, example: 1).TakesAsked(asOf: false)
            .AnswersList<CompaniesPage>(
                """{"items":[{"key":"xpeng","name":"Xpeng Motors","names":["Xpeng Motors"],"aliases":[]}],"position":11,"attributions":[]}""");
        app.MapCompanyProfile();
        app.MapCompanyHistory();
        app.MapCompanyDiff();
        app.MapCandidates();
    }

    private static async Task<IResult> List(HttpRequest request, Reading reading, Attributions attributions, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var search = parameters.Text("search")?.Trim().ToLowerInvariant();
        var limit = parameters.Limit(fallback: 50, max: 500);
        var (asked, after) = parameters.Page(ReadCursor, asOf: false);
        if (parameters.Problem() is { } problem) return problem;

        return await reading.AnswerAsync(request, asked, async (session, known) =>
        {
            var page = PageReading.PageOf(search is null
                ? await Directory.AllAsync(session, known, after?.Key ?? "", limit + 1, ct)
                : await Directory.SearchAsync(session, known, search, after, limit + 1, ct), limit);
            var companies = await KnownCompany.FindAsync(session, known, [.. page.Items.Select(company => company.Key)], ct);
            return ListAnswers.Answer(request, new CompaniesPage(
                [.. companies.Select(company => new CompanyEntry(company.Key, company.Names[0], company.Names, company.Aliases))],
                known.Position,
                await attributions.OfAsync(
                    session, Directory.Sources, [companies.SelectMany(company => company.Keys).ToArray(), known.Position], ct),
                page.Next(last => Cursor.Of(known, last.Likeness.ToString("R", CultureInfo.InvariantCulture), last.Key))), Columns, known);
        }, ct);
    }

    private static Found? ReadCursor(IReadOnlyList<string> parts) =>
        parts is [var likeness, var key] && double.TryParse(likeness, NumberStyles.Float, CultureInfo.InvariantCulture, out var read)
            ? new(key, read)
            : null;
}
