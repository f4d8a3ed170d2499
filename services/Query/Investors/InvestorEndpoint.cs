using System.Globalization;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Companies;
using EventPlatform.Query.Facts;
using EventPlatform.Query.Lists;

namespace EventPlatform.Query.Investors;

/// <summary><c>GET /v1/investors/{key}</c>: the rounds that an organisation or person joined, the co-investors, and totals.</summary>
internal static class InvestorEndpoint
{
    public static readonly FactSort Sort = FactSort.Of("date");

    public static void MapInvestors(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/investors/{key}", Get).RequireKey(Role.Read).WithName("getInvestor")
            .WithSummary("The rounds that an investor joined, and its co-investors")
            .WithDescription(
                "Totals cover all rounds. Rounds are sorted by date, and co-investors by the number of rounds that both joined. " +
                "A page has 'limit' of each. There are pages until both lists end.")
            .Describes("key", "The key of an organisation or person. An alias is answered with 308 to the canonical key.", "xiaomi")
            .TakesPage(fallback: 200, max: 500).TakesAsked().HasNext()
            .Answers<Portfolio>(Portfolio.Example).Refuses(StatusCodes.Status404NotFound, KnownCompany.NoSuch, KnownCompany.FindKeys)
            .RedirectsAliases();

    private static Task<IResult> Get(string key, HttpRequest request, Reading reading, Attributions attributions, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var limit = parameters.Limit(fallback: 200, max: 500);
        var (asked, after) = parameters.Page(ReadPlace);
        if (parameters.Problem() is { } problem) return Task.FromResult<IResult>(problem);

        return reading.AnswerAsync(request, asked, (session, known) => KnownCompany.AnswerAsync(
            request, session, known, key, async investor =>
        {
            var portfolio = new PortfolioReader(session, known, investor.Key);
            var rounds = await portfolio.RoundsAsync(after?.Round, limit, ct);
            var others = await portfolio.CoInvestorsAsync(after?.CoInvestors ?? 0, limit, ct);
            var names = await KnownCompany.NamesAsync(
                session, known, others.Items.Select(other => other.Key).Concat(rounds.Items.Select(row => row.Fact.Company!)), ct);
            var attribution = await attributions.OfAsync(
                session,
                $"select distinct unnest(f.sources) from facts f where {known.CountedRounds} and f.investors @> $1 union select unnest($2)",
                [new[] { investor.Key }, rounds.Items.SelectMany(row => row.Fact.Sources).Distinct(StringComparer.Ordinal).ToArray()], ct);
            var next = rounds.HasMore || others.HasMore
                ? Cursor.Of(known, [$"{(after?.CoInvestors ?? 0) + others.Items.Count}", .. LastRound(rounds, after)])
                : null;
            Links.AddNext(request, next, known);
            return TypedResults.Ok(Portfolio.Of(
                investor, known, await portfolio.NumbersAsync(ct), [.. rounds.Items.Select(row => row.Fact)], others.Items, names,
                attribution, next));
        }, ct, isPersonToo: true), ct);
    }

    /// <param name="CoInvestors">How many co-investors the earlier pages had.</param>
    /// <param name="Round">The last round of the earlier pages.</param>
    private sealed record Place(int CoInvestors, object[]? Round);

    private static string[] LastRound(ReadPage<(FactAnswer Fact, string Key)> rounds, Place? before) => (rounds.Items, before?.Round) switch
    {
        ([.., var last], _) => Sort.Key(last.Key, last.Fact.Id),
        (_, [string key, Guid id]) => Sort.Key(key, id),
        _ => [],
    };

    private static Place? ReadPlace(IReadOnlyList<string> parts)
    {
        if (parts is not [var count, ..] || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var coInvestors))
            return null;
        var round = Sort.ReadCursor([.. parts.Skip(1)]);
        return round is null && parts.Count > 1 ? null : new(coInvestors, round);
    }
}
