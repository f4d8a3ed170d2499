using System.Text.Json;
using EventPlatform.Query.Events;
using Npgsql;

namespace EventPlatform.Query.Facts;

/// <param name="Versions">What was known of it over time, oldest first.</param>
/// <param name="Reports">What it rests on, oldest first, each with its evidence.</param>
/// <param name="Attributions">Of the feeds that it rests on.</param>
internal sealed record FactDetail(FactAnswer Fact, IReadOnlyList<FactAnswer> Versions, IReadOnlyList<FactReport> Reports, IReadOnlyList<Attribution> Attributions)
{
    public const string Example =
        $$"""
        {"fact":{{FactAnswer.Example}},"versions":[{{FactAnswer.Example}}],
         "reports":[{"counts":true,"evidence":{"publishedOn":"2019-11-13"},"report":{{LogEvent.Example}}}],"attributions":[]}
        """;
}

/// <param name="Counts">True for the report that the record's present word is from; false for superseded and retracted ones.</param>
/// <param name="WithdrawnBy">Position of the report that retracted this one.</param>
internal sealed record FactReport(bool Counts, long? WithdrawnBy, JsonElement? Evidence, LogEvent Report);

/// <summary><c>GET /v1/facts/{id}</c>: a fact, its history, and the reports and evidence that it rests on.</summary>
internal static class FactEndpoint
{
    public const string NoSuchFact = "No such fact";

    public static string ThereIsNo(object id) => $"There is no fact {id}.";

    public static async Task<IResult> Get(Guid id, HttpRequest request, ReadTables tables, Attributions attributions, CancellationToken ct)
    {
        var parameters = new Parameters(request);
        var minPosition = parameters.Position("minPosition");
        if (parameters.Problem() is { } problem) return problem;
        await using var session = await tables.OpenAsync(minPosition, ct);
        var versions = await session.ListAsync(
            $"select {FactAnswer.Columns} from served.facts where fact_id = $1 order by known_from", [id], FactAnswer.Read, ct);
        if (versions.Count == 0) return TypedResults.Problem(title: NoSuchFact, detail: ThereIsNo(id), statusCode: StatusCodes.Status404NotFound);

        var reports = await session.ListAsync(
            $"""
            select {LogEvent.Columns}, e.seq_id = r.newest, x.withdrawn_by
            from served.records r join served.record_entries x on x.first = r.first join log.mt_events e on e.seq_id = x.position
            where r.fact_id = $1 order by e.seq_id
            """,
            [id], ReadReport, ct);
        var last = versions[^1];
        return TypedResults.Ok(new FactDetail(last, versions, reports,
            await attributions.OfFactsAsync(session, [id], ct)));
    }

    private static FactReport ReadReport(NpgsqlDataReader row)
    {
        var report = LogEvent.Read(row);
        long? withdrawnBy = row.IsDBNull(LogEvent.ColumnCount + 1) ? null : row.GetInt64(LogEvent.ColumnCount + 1);
        return new(row.GetBoolean(LogEvent.ColumnCount), withdrawnBy, report.Data.TryGetProperty("evidence", out var evidence) ? evidence : null, report);
    }
}
