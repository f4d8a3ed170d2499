using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Facts;
using static EventPlatform.Projections.ReadModels.PageWrites;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Queues fact versions; what is asked for most is in columns of its own.</summary>
internal sealed class FactWrites(Action<string, object[]> queue)
{
    public void End(List<FactVersion> ended)
    {
        if (ended.Count == 0) return;
        queue(
            """
            update read_n.facts f set known_to = e.known_to from unnest(?::uuid[], ?::bigint[], ?::bigint[]) e (fact_id, known_from, known_to)
            where f.fact_id = e.fact_id and f.known_from = e.known_from
            """,
            [Column(ended, e => e.FactId), Column(ended, e => e.KnownFrom), Column(ended, e => e.KnownTo)]);
    }

    public void Add(List<FactVersion> added)
    {
        if (added.Count == 0) return;
        var json = added.ConvertAll(version => version.Fact.Json());
        var columns = added.ConvertAll(version => FactRules.Of(version.Fact.Data).ColumnsOf(version.Fact));
        queue(
            """
            insert into read_n.facts
              (fact_id, since, known_from, known_to, ordinal, continued_by, type, state, company, counterparty, has_left, investors, status, on_date, earliest, latest, amount, currency,
               round, product, region, technology, country, sources, reports, data, milestones, disputes)
            select v.fact_id, v.since, v.known_from, v.known_to, v.ordinal, v.continued_by, v.type, v.state, v.company, v.counterparty, v.has_left::text[], v.investors::text[], v.status,
              v.on_date, v.earliest, v.latest, v.amount, v.currency, v.round, v.product, v.region, v.technology, v.country, v.sources::text[], v.reports::bigint[], v.data, v.milestones, v.disputes
            from unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[], ?::int[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
              ?::date[], ?::date[], ?::numeric[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::jsonb[], ?::jsonb[], ?::jsonb[])
              v (fact_id, since, known_from, known_to, ordinal, continued_by, type, state, company, counterparty, has_left, investors, status, on_date, earliest, latest, amount, currency,
                 round, product, region, technology, country, sources, reports, data, milestones, disputes)
            """,
            [
                Column(added, v => v.FactId), Column(added, v => v.Since), Column(added, v => v.KnownFrom), Column(added, v => v.KnownTo), Column(added, v => v.Ordinal),
                Column(added, v => v.ContinuedBy), Column(added, v => v.Fact.Type), Column(added, v => ContractJson.Name(v.Fact.State)), Column(added, v => v.Fact.Company),
                Column(added, v => v.Fact.Counterparty), Column(added, v => v.Left is { } left ? Literal(left) : null),
                Column(added, v => v.Fact.Investors is { } investors ? Literal(investors) : null), Column(added, v => v.Fact.Status),
                Column(added, v => v.Fact.On?.Text), Column(added, v => Day(v.Fact.On, v.Fact.On?.Earliest, "-infinity")), Column(added, v => Day(v.Fact.On, v.Fact.On?.Latest, "infinity")),
                Column(added, v => v.Fact.Amount?.Amount), Column(added, v => v.Fact.Amount?.Currency),
                Column(columns, c => c.Round), Column(columns, c => c.Product), Column(columns, c => c.Region), Column(columns, c => c.Technology), Column(columns, c => c.Country),
                Column(added, v => Literal(v.Fact.Sources)), Column(added, v => $"{{{string.Join(',', v.Fact.Reports)}}}"),
                Column(json, j => j.Data), Column(json, j => j.Milestones), Column(json, j => j.Disputes),
            ]);
    }

    private static string? Day(PartialDate? date, DateOnly? day, string open) => date is null ? null : PageWrites.Day(day, open);

    /// <summary>A Postgres array as text: arrays of different lengths cannot travel in one parameter.</summary>
    private static string Literal(IEnumerable<string> texts) => $"{{{string.Join(',', texts.Select(text => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""))}}}";
}
