using System.Globalization;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Facts;
using EventPlatform.Query.Funding;
using EventPlatform.Query.Lists;
using EventPlatform.Query.Promises;

namespace EventPlatform.Query.Companies;

/// <summary><c>GET /v1/companies/{key}</c>: what is known about one company, with its facts by date, a page at a time.</summary>
internal static class ProfileEndpoint
{
    private static readonly FactSort Sort = FactSort.Of("date");

    /// <param name="Today">The day on which the promises of all pages are judged, if the request names no day.</param>
    private sealed record Place(DateOnly Today, object[] Last);

    public static void MapCompanyProfile(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/companies/{key}", Get).RequireKey(Role.Read).WithName("getCompany").WithSummary("What is known about one company")
            .WithDescription(
                "Totals cover all facts of the company. The facts are sorted by date. A page has 'limit' of them, " +
                "each in the list of its kind, and the promises that they make.")
            .Describes("key", "The company's key. An alias is answered with 308 to the canonical key.", "tesla")
            .TakesPage(fallback: 200, max: 500).TakesAsked().HasNext()
            .RedirectsAliases()
            .Answers<CompanyProfile>(CompanyProfile.Example)
            .Refuses(StatusCodes.Status404NotFound, KnownCompany.NoSuch, KnownCompany.FindKeys);

    private static Task<IResult> Get(
        string key, HttpRequest request, Reading reading, Attributions attributions, TimeProvider time, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var limit = parameters.Limit(fallback: 200, max: 500);
        var (asked, after) = parameters.Page(ReadPlace);
        if (parameters.Problem() is { } problem) return Task.FromResult<IResult>(problem);

        return reading.AnswerAsync(request, asked, (session, known) => KnownCompany.AnswerAsync(
            request, session, known, key, async company =>
        {
            var today = after?.Today ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            var facts = await FactsAsync(session, known, company.Key, after, limit, ct);
            var own = new Conditions().Add("f.company = ?", company.Key)
                .Add("f.fact_id = any(?)", facts.Items.Select(row => row.Fact.Id).ToArray());
            var asOf = known.AsOf ?? today;
            var read = (await PromiseReader.ReadAsync(session, known, own, FactSort.Of("known"), asOf, after: null, limit, ct)).Items;
            var usual = await PromiseReader.UsualAsync(session, known, read.Select(promise => promise.Answer.Company), asOf, ct);
            var promises = read
                .Select(promise => promise.Answer with { Usual = usual.GetValueOrDefault(promise.Answer.Company ?? "") }).ToList();
            var raised = await FundingTotals.PageAsync(
                session, known, FundingGroup.Of("company"), currency: null, company.Key, after: null, limit: 1000, ct);
            var attribution = await attributions.OfAsync(session,
                $"select distinct unnest(f.sources) from facts f where {known.CountedRounds} and f.company = $1 union select unnest($2)",
                [
                    company.Key,
                    facts.Items.SelectMany(row => row.Fact.Sources)
                        .Concat(promises.SelectMany(promise => promise.Sources.Concat(promise.Usual?.Sources ?? [])))
                        .Distinct(StringComparer.Ordinal).ToArray()], ct);
            var next = facts.Next(
                last => Cursor.Of(known, [today.ToString("O", CultureInfo.InvariantCulture), .. Sort.Key(last.Key, last.Fact.Id)]));
            Links.AddNext(request, next, known);
            return TypedResults.Ok(
                CompanyProfile.Of(company, known, raised.Items, [.. facts.Items.Select(row => row.Fact)], promises, attribution, next));
        }, ct), ct);
    }

    private static Task<ReadPage<(FactAnswer Fact, string Key)>> FactsAsync(
        ReadSession session, AsKnown known, string company, Place? after, int limit, CancellationToken ct)
    {
        var conditions = new Conditions(known.Facts).Add("(f.company = ? or f.counterparty = ?)", company);
        Sort.After(after?.Last, conditions);
        return session.PageAsync(
            $"select {FactAnswer.Columns}, ({Sort.Expression})::text from {known.FactsInForce} where {conditions} order by {Sort.OrderBy} limit {limit + 1}",
            conditions.Values, row => (Fact: FactAnswer.Read(row).Of(known), Key: row.GetString(FactAnswer.ColumnCount)),
            limit, row => row.Fact.Bytes, ct);
    }

    private static Place? ReadPlace(IReadOnlyList<string> parts) =>
        parts is [var day, ..] && DateOnly.TryParseExact(day, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var today)
            && Sort.ReadCursor([.. parts.Skip(1)]) is { } last
            ? new(today, last) : null;
}
