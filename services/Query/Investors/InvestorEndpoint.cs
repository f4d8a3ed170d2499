using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Companies;
using EventPlatform.Query.Facts;

namespace EventPlatform.Query.Investors;

/// <summary><c>GET /v1/investors/{key}</c>: the rounds that an organisation or person joined, with whom, and how much was raised in them.</summary>
internal static class InvestorEndpoint
{
    public static void MapInvestors(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/investors/{key}", Get).RequireKey(Role.Read).WithSummary("The rounds that an investor joined, and with whom")
            .Describes("key", "The key of an organisation or person. One that means another answers 308 to that one.", "xiaomi").TakesAsked()
            .Answers<Portfolio>(Portfolio.Example).Refuses(StatusCodes.Status404NotFound, KnownCompany.NoSuch, KnownCompany.FindKeys);

    private static Task<IResult> Get(string key, HttpRequest request, Reading reading, Attributions attributions, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var asked = parameters.Asked();
        if (parameters.Problem() is { } problem) return Task.FromResult<IResult>(problem);
        return reading.AnswerAsync(request, asked, (session, known) => KnownCompany.AnswerAsync(request, session, known, key, async investor =>
        {
            var rounds = await session.ListAsync(
                $"select {FactAnswer.Columns} from {known.FactsInForce} where {known.Facts} and f.type = 'FundingRaised' and f.investors @> $1 order by f.earliest, f.since, f.fact_id",
                [new[] { investor.Key }], FactAnswer.Read, ct);
            var names = await KnownCompany.NamesAsync(session, known, rounds.SelectMany(round => (round.Investors ?? []).Append(round.Company!)), ct);
            return TypedResults.Ok(Portfolio.Of(investor, known, rounds, names, attributions.Of(rounds.SelectMany(round => round.Sources))));
        }, ct, isPersonToo: true), ct);
    }
}
