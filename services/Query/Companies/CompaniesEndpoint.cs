using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Facts;
using EventPlatform.Query.Promises;

namespace EventPlatform.Query.Companies;

/// <param name="Names">Every name under which it was reported, the latest first.</param>
internal sealed record CompanyEntry(string Key, string Name, IReadOnlyList<string> Names);

/// <param name="Next">Cursor of the next page; absent on the last.</param>
internal sealed record CompaniesPage(IReadOnlyList<CompanyEntry> Items, string? Next);

/// <summary><c>GET /v1/companies?search=&amp;limit=&amp;cursor=</c>: the directory, by key. <c>GET /v1/companies/{key}</c>: what is known of one.</summary>
internal static class CompaniesEndpoint
{
    private const string NoSuchCompany = "No such company";
    private const string FindKeys = "No report names a company with this key. GET /v1/companies?search= finds keys by name.";

    public static void MapCompanies(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/companies", List).RequireKey(Role.Read).WithSummary("The directory of companies, by key")
            .Takes("search", "Text that a name or the key contains, in upper or lower case.", "xpeng").TakesPage(fallback: 50, max: 500, example: 1).TakesMinPosition()
            .Answers<CompaniesPage>("""{"items":[{"key":"xpeng","name":"Xpeng Motors","names":["Xpeng Motors"]}]}""");
        app.MapGet("/v1/companies/{key}", Get).RequireKey(Role.Read).WithSummary("What is known of one company")
            .Describes("key", "The company's key, as the directory has it.", "tesla").TakesMinPosition()
            .Answers<CompanyProfile>(CompanyProfile.Example).Refuses(StatusCodes.Status404NotFound, NoSuchCompany, FindKeys);
    }

    private static async Task<IResult> List(HttpRequest request, ReadTables tables, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var (search, cursor) = (parameters.Text("search"), parameters.Text("cursor"));
        var limit = parameters.Limit(fallback: 50, max: 500);
        var minPosition = parameters.Position("minPosition");
        if (parameters.Problem() is { } problem) return problem;

        await using var session = await tables.OpenAsync(minPosition, ct);
        var companies = await session.ListAsync(
            """
            select key, array_agg(name order by last desc, name) from served.names n
            where kind = 'organisation' and key > $2 and ($1::text is null or exists (
              select from served.names s where s.key = n.key and (strpos(lower(s.name), lower($1)) > 0 or strpos(s.key, lower($1)) > 0)))
            group by key order by key limit $3
            """,
            [search, cursor ?? "", limit + 1], row => ToEntry(row.GetString(0), row.GetFieldValue<string[]>(1)), ct);
        return TypedResults.Ok(new CompaniesPage([.. companies.Take(limit)], companies.Count > limit ? companies[limit - 1].Key : null));
    }

    private static async Task<IResult> Get(string key, HttpRequest request, ReadTables tables, Attributions attributions, TimeProvider time, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var minPosition = parameters.Position("minPosition");
        if (parameters.Problem() is { } problem) return problem;
        await using var session = await tables.OpenAsync(minPosition, ct);
        var names = key.Contains('\0', StringComparison.Ordinal) ? [] : await session.ListAsync(
            "select name from served.names where key = $1 and kind = 'organisation' order by last desc, name", [key], row => row.GetString(0), ct);
        if (names.Count == 0)
        {
            return TypedResults.Problem(title: NoSuchCompany, detail: FindKeys, statusCode: StatusCodes.Status404NotFound);
        }

        var facts = await session.ListAsync(
            $"""
            select {FactAnswer.Columns} from served.facts where known_to = 9223372036854775807 and state <> 'retracted' and (company = $1 or counterparty = $1)
            order by earliest nulls last, since, fact_id
            """,
            [key], FactAnswer.Read, ct);
        var position = await session.PositionAsync(ct);
        var promises = await PromiseReader.ReadAsync(session, key, position, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), (0, Guid.Empty), int.MaxValue - 1, ct);
        return TypedResults.Ok(ProfileBuilder.Build(key, names, facts, promises.Items, await attributions.OfFactsAsync(session, facts.Select(fact => fact.Id), ct)));
    }

    private static CompanyEntry ToEntry(string key, string[] names) => new(key, names[0], names);
}
