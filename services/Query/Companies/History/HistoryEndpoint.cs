using System.Globalization;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Query.Facts;
using EventPlatform.Query.Lists;

namespace EventPlatform.Query.Companies.History;

internal sealed record HistoryPage(IReadOnlyList<HistoryEntry> Items, long Position, IReadOnlyList<Attribution> Attributions, string? Next)
    : ListAnswer<HistoryEntry>(Items, Position, Attributions, Next);

/// <summary><c>GET /v1/companies/{key}/history</c>: changes in what was known about a company, oldest first.</summary>
internal static class HistoryEndpoint
{
    public static readonly Columns<HistoryEntry> Columns = new(
        ("position", e => e.Position), ("recordedtime", e => e.RecordedTime), ("change", e => e.Change), ("source", e => e.Report.Source),
        ("id", e => e.Report.Id), ("reportType", e => e.Report.Type), ("factId", e => e.Fact?.Id), ("type", e => e.Fact?.Type),
        ("state", e => e.Fact?.State),
        ("changes", e => e.Changes?.Select(change => $"{change.Pointer}: {change.Before} -> {change.After}")), ("key", e => e.Key),
        ("canonical", e => e.Canonical));

    public static void MapCompanyHistory(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/companies/{key}/history", Get).RequireKey(Role.Read).WithName("getCompanyHistory")
            .WithSummary("Changes in what was known about a company, each with its time and report, oldest first")
            .Describes("key", "The company's key. An alias is answered with 308 to the canonical key.", "xpeng")
            .TakesPage(fallback: 50, max: 500).TakesAsked(asOf: false)
            .AnswersList<HistoryPage>(
                $$"""
                {"items":[{"position":4,"recordedtime":"2026-11-23T07:04:05.123456+00:00","change":"known","report":{"source":"/samples/news","id":"xpeng-series-c@1","type":"FundingRaised"},
                  "fact":{{FactAnswer.Example}}}],"position":11,"attributions":[]}
                """)
            .Refuses(StatusCodes.Status404NotFound, KnownCompany.NoSuch, KnownCompany.FindKeys)
            .RedirectsAliases();

    private static Task<IResult> Get(string key, HttpRequest request, Reading reading, Attributions attributions, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var limit = parameters.Limit(fallback: 50, max: 500);
        var (asked, after) = parameters.Page(ReadCursor, asOf: false);
        if (parameters.Problem() is { } problem) return Task.FromResult<IResult>(problem);

        return reading.AnswerAsync(request, asked, (session, known) => KnownCompany.AnswerAsync(
            request, session, known, key, async company =>
        {
            var page = await HistoryReader.WithVersionsAsync(
                session, PageReading.PageOf(await HistoryReader.ReadAsync(session, known, company.Keys, after, limit + 1, ct), limit), ct);
            var sources = page.Items.SelectMany(
                item => item.Versions.SelectMany(version => version.Sources).Append(item.Change.Report.Source));
            return ListAnswers.Answer(request, new HistoryPage(
                [.. page.Items.Select(item => HistoryEntry.Of(company, item.Change, item.Versions))], known.Position,
                attributions.Of(sources),
                page.Next(last => Cursor.Of(known, $"{last.Change.Position}", $"{last.Change.Order}", last.Change.Id))), Columns, known);
        }, ct), ct);
    }

    private static Change? ReadCursor(IReadOnlyList<string> parts) =>
        parts is [var position, var order, var id] && long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && int.TryParse(order, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ordinal)
            ? Change.At(at, ordinal, id)
            : null;
}
