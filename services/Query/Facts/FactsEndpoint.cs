using System.Net.Mime;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Companies;
using EventPlatform.Query.Lists;
using EventPlatform.Query.Live;

namespace EventPlatform.Query.Facts;

internal sealed record FactsPage(IReadOnlyList<FactAnswer> Items, long Position, IReadOnlyList<Attribution> Attributions, string? Next)
    : ListAnswer<FactAnswer>(Items, Position, Attributions, Next);

/// <summary><c>GET /v1/facts</c>: facts by filter, by default in the order in which they became known.</summary>
internal static class FactsEndpoint
{
    public static readonly Columns<FactAnswer> Columns = new(
        ("id", f => f.Id), ("type", f => f.Type), ("state", f => f.State), ("company", f => f.Company),
        ("counterparty", f => f.Counterparty), ("investors", f => f.Investors), ("status", f => f.Status), ("on", f => f.On?.Date),
        ("earliest", f => f.On?.Earliest), ("latest", f => f.On?.Latest), ("amount", f => f.Amount?.Amount),
        ("currency", f => f.Amount?.Currency), ("since", f => f.Since), ("knownFrom", f => f.KnownFrom), ("knownTo", f => f.KnownTo),
        ("sources", f => f.Sources), ("reports", f => f.Reports), ("data", f => f.Data.GetRawText()));

    public static void MapFacts(this IEndpointRouteBuilder app)
    {
        app.MapFactChanges();
        app.MapGet("/v1/facts", Get).RequireKey(Role.Read).WithName("listFacts")
            .WithSummary("Facts, by default in the order in which they became known; or live")
            .WithDescription(
                "A list of facts. " + FactChangesEndpoint.Following +
                " A stream takes the parameters of /v1/facts/changes: after, company, type and state.")
            .Takes("company", "The key of a company that the facts are shown on.", "xpeng")
            .Takes("investor", "The key of an investor of a round.", "xiaomi").TakesType("FundingRaised")
            .Takes("state", "The state of the facts. Retracted facts are listed only if they are asked for.", choices: AskedFacts.States)
            .Takes("status", "The status of the facts; for plants with asOf, the status in force on that day.",
                "announced", choices: AskedFacts.Statuses)
            .Takes("country", "The country of the company, or of the plant (ISO 3166-1 alpha-2).", "CN")
            .Takes("round", "The round of a funding.", "series-c", choices: AskedFacts.Rounds)
            .Takes("currency", "The currency of the amount (ISO 4217).", "USD")
            .Takes("product", "The product of shipments and announcements, compared by words.")
            .Takes("technology", "The technology of plants, in upper or lower case.")
            .Takes("source", "A CloudEvents source that reports the fact.", "/samples/news")
            .Takes("from", "Facts whose date may mean this day or a later one.", "2019-11-13", format: "date")
            .Takes("to", "Facts whose date may mean this day or an earlier one.", "2019-11-30", format: "date")
            .Takes("sort",
                "By the position at which the fact became known, by date, or by amount, as a number regardless of currency. " +
                "A minus sorts in descending order. Facts without a date or an amount come last.", "-amount", choices: FactSort.Names)
            .TakesPage(fallback: 50, max: 500).TakesAsked()
            .AnswersList<FactsPage>($$"""{"items":[{{FactAnswer.Example}}],"position":11,"attributions":[]}""").StreamsChanges();
        app.MapGet("/v1/facts/{id:guid}", FactEndpoint.Get).RequireKey(Role.Read).WithName("getFact")
            .WithSummary("A fact, its history, and the reports that it rests on")
            .Describes("id", "The fact's id. It is the same in every generation of the read tables.", FactAnswer.ExampleId)
            .TakesPage(fallback: 200, max: 500).TakesAsked(asOf: false).HasNext()
            .Answers<FactDetail>(FactDetail.Example)
            .Refuses(StatusCodes.Status404NotFound, FactEndpoint.NoSuchFact, FactEndpoint.ThereIsNo(FactAnswer.ExampleId));
    }

    private static Task<IResult> Get(
        HttpRequest request, LiveAnswer<FactChange, FactFilter> live, FollowedCompanies companies, Reading reading,
        Attributions attributions, CancellationToken ct) =>
        request.WantsStream(MediaTypeNames.Application.Json, ListAnswers.Csv, ListAnswers.Ndjson, Spreadsheet.MediaType)
            ? FactChangesEndpoint.Get(request, live, companies, ct)
            : ListAsync(request, reading, attributions, ct);

    private static Task<IResult> ListAsync(HttpRequest request, Reading reading, Attributions attributions, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var filter = AskedFacts.Read(parameters);
        var sort = FactSort.Of(parameters.Choice("sort", FactSort.Names));
        var limit = parameters.Limit(fallback: 50, max: 500);
        var (asked, after) = parameters.Page(sort.ReadCursor);
        if (parameters.Problem() is { } problem) return Task.FromResult<IResult>(problem);

        return reading.AnswerAsync(request, asked, async (session, known) =>
        {
            var conditions = await filter.ConditionsAsync(session, known, ct);
            sort.After(after, conditions);
            var page = await session.PageAsync(
                $"select {FactAnswer.Columns}, ({sort.Expression})::text from {known.FactsInForce} where {conditions} order by {sort.OrderBy} limit {limit + 1}",
                conditions.Values, row => (Fact: FactAnswer.Read(row).Of(known), Key: row.GetString(FactAnswer.ColumnCount)),
                limit, row => row.Fact.Bytes, ct);
            return ListAnswers.Answer(request, new FactsPage(
                [.. page.Items.Select(row => row.Fact)], known.Position, attributions.Of(page.Items.SelectMany(row => row.Fact.Sources)),
                page.Next(last => sort.Cursor(known, last.Key, last.Fact.Id))), Columns, known);
        }, ct);
    }
}
