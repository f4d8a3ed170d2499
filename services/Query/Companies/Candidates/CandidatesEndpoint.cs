using System.Globalization;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Lists;

namespace EventPlatform.Query.Companies.Candidates;

/// <summary>
/// <c>GET /v1/companies/candidates?kind=&amp;state=&amp;sort=</c>: companies that are perhaps one, and keys that perhaps mean two.
/// </summary>
internal static class CandidatesEndpoint
{
    private const string Newest = "newest";
    private const string ByScore = "score";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    private static readonly Columns<Candidate> Columns = new(
        ("id", c => c.Id), ("kind", c => ContractJson.Name(c.Kind)), ("state", c => ContractJson.Name(c.State)), ("since", c => c.Since),
        ("score", c => c.Score), ("key", c => c.Key), ("other", c => c.Other), ("names", c => c.Parties.Select(party => party.Name)),
        ("grounds", c => c.Grounds),
        ("atStake", c => c.Parties.SelectMany(party => party.AtStake.Select(line => $"{line.Amount} {line.Currency}"))));

    public static void MapCandidates(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/companies/candidates", List).RequireKey(Role.Ops).WithName("listCompanyCandidates")
            .WithSummary("Companies that are perhaps one, and keys that perhaps mean two companies, for operators to judge")
            .WithDescription(
                "Candidates are found shortly after the read tables have a report: they are complete up to 'position'. " +
                "A merge, a split or a reassignment removes a candidate. " +
                "CandidateDismissed moves it to the dismissed ones until its grounds change.")
            .Takes("kind", "Only candidates of this kind.", "perhaps-one", choices: ["perhaps-one", "perhaps-two"])
            .Takes("state", "Only candidates in this state. The default is open.", "open", choices: ["open", "dismissed"])
            .Takes("sort", "The newest first, or the highest score first. The default is newest.", Newest, choices: [Newest, ByScore])
            .Takes("key", "Only candidates with this company or key.", "37signals")
            .TakesPage(fallback: 50, max: 500, example: 1).TakesMinPosition()
            .AnswersList<CandidatesPage>($$"""{"items":[{{Candidate.Example}}],"position":11,"attributions":[]}""");

    private static async Task<IResult> List(
        HttpRequest request, ReadTables tables, Attributions attributions, TimeProvider time, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var kind = parameters.Named<CandidateKind>("kind");
        var state = parameters.Named<CandidateState>("state") ?? CandidateState.Open;
        var byScore = parameters.OneOf("sort", [Newest, ByScore]) == ByScore;
        var key = parameters.Text("key");
        var limit = parameters.Limit(fallback: 50, max: 500);
        var (asked, after) = parameters.Page(ReadCursor, asOf: false, knownAt: false);
        if (parameters.Problem() is { } problem) return problem;

        await using var session = await OpenAsync(tables, asked.MinPosition, time, ct);
        var page = PageReading.PageOf(await CandidateReader.ReadAsync(session, kind, state, key, byScore, after, limit + 1, ct), limit);
        var items = await CandidateReader.WithPartiesAsync(session, page.Items, ct);
        return ListAnswers.Answer(request, new CandidatesPage(
            items, await CandidateReader.PositionAsync(session, ct),
            attributions.Of(items.SelectMany(item => item.Parties).SelectMany(party => party.Sources)),
            page.Next(last => new Cursor(
                null, null, [(byScore ? last.Score : last.Since).ToString("R", CultureInfo.InvariantCulture), last.Key, last.Other])
                .ToString())), Columns, known: null);
    }

    /// <summary>Waits for the candidates as well, because they lag behind the read tables.</summary>
    private static async Task<ReadSession> OpenAsync(ReadTables tables, long minPosition, TimeProvider time, CancellationToken ct)
    {
        for (var start = time.GetTimestamp(); ; await Task.Delay(LookAgain, time, ct))
        {
            var session = await tables.OpenAsync(minPosition, "minPosition", ct);
            if (minPosition == 0 || await CandidateReader.PositionAsync(session, ct) >= minPosition) return session;
            await session.DisposeAsync();
            if (time.GetElapsedTime(start) > Patience) throw new NotProjectedException(minPosition);
        }
    }

    private static CandidateCursor? ReadCursor(IReadOnlyList<string> parts) =>
        parts is [var by, var key, var other] && double.TryParse(by, NumberStyles.Float, CultureInfo.InvariantCulture, out var read)
            ? new(read, key, other)
            : null;
}
