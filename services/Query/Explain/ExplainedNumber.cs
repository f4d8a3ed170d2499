using EventPlatform.Query.Companies;
using EventPlatform.Query.Funding;
using EventPlatform.Query.Plants;
using EventPlatform.Query.Shipments;

namespace EventPlatform.Query.Explain;

/// <summary>A number as its own endpoint returns it, and the facts that should add up to it.</summary>
/// <param name="Value">The number that the endpoint returns.</param>
/// <param name="Count">How many facts the endpoint counts.</param>
/// <param name="Facts">Conditions that select the facts.</param>
/// <param name="Part">What each of them adds, as SQL.</param>
internal sealed record ExplainedNumber(decimal Value, long Count, Conditions Facts, string Part)
{
    public static Task<ExplainedNumber> OfAsync(ReadSession session, AsKnown known, Question question, CancellationToken ct) =>
        question.Of switch
    {
        Question.Plants or Question.Capacity => OfPlantsAsync(session, known, question, ct),
        Question.Units => OfUnitsAsync(session, known, question, ct),
        _ => OfFundingAsync(session, known, question, ct),
    };

    private static async Task<ExplainedNumber> OfFundingAsync(ReadSession session, AsKnown known, Question question, CancellationToken ct)
    {
        var group = FundingGroup.Of(question.GroupBy!);
        var key = group.IsOfCompanies ? await KnownCompany.CanonicalAsync(session, known, question.Key!, ct) : question.Key!;
        var isUndisclosed = question.Of == Question.Undisclosed;
        var lines = await FundingTotals.PageAsync(session, known, group, question.Currency, key, after: null, limit: 1000, ct);
        var line = lines.Items.FirstOrDefault(line => line.Currency == (isUndisclosed ? "" : question.Currency));
        var facts = new Conditions(known.CountedRounds);
        group.AddKey(key, facts);
        return isUndisclosed
            ? new(line?.Rounds ?? 0, line?.Rounds ?? 0, facts.Add("f.amount is null"), "1::numeric")
            : new(line?.Amount ?? 0, line?.Rounds ?? 0, facts.Add("f.currency = ?", question.Currency), "f.amount");
    }

    private static async Task<ExplainedNumber> OfPlantsAsync(ReadSession session, AsKnown known, Question question, CancellationToken ct)
    {
        var groupBy = question.GroupBy ?? "country";
        var key = question.Key is not null && groupBy == "owner"
            ? await KnownCompany.CanonicalAsync(session, known, question.Key, ct)
            : question.Key;
        if (groupBy == "technology") key = key?.ToLowerInvariant();
        var facts = await question.Plant.ConditionsAsync(session, known, ct);
        if (question.GroupBy is not null && key is null) facts.Add($"{PlantFilter.Group(groupBy)} is null");
        if (question.GroupBy is not null) facts.Add($"{PlantFilter.Group(groupBy)} = ?", key);
        if (question.Of == Question.Capacity)
        {
            var capacities = await PlantCapacities.ListAsync(session, known, question.Plant, groupBy, question.Unit, ct);
            var lines = capacities.Where(line => question.GroupBy is null || line.Key == key).ToList();
            facts.Add("f.unit = ?", question.Unit);
            return new(lines.Sum(line => line.Capacity), lines.Sum(line => line.Plants), facts, "f.quantity");
        }

        var counts = await PlantCounts.ListAsync(session, known, question.Plant, groupBy, ct);
        var plants = counts.Where(count => question.GroupBy is null || count.Key == key).Sum(count => count.Plants);
        return new(plants, plants, facts, "1::numeric");
    }

    /// <summary>The last value of a series. The facts are selected by their ids, so that their own units have to add up to it.</summary>
    private static async Task<ExplainedNumber> OfUnitsAsync(ReadSession session, AsKnown known, Question question, CancellationToken ct)
    {
        var series = (await SeriesReader.ListAsync(session, known, question.Shipments, ct))
            .FirstOrDefault(one => question.Shipments.Region is not null || one.Region is null)?.Series;
        Guid[] added = [.. series?.AddedUp ?? []];
        var facts = await SeriesReader.ConditionsAsync(session, known, question.Shipments, ct);
        return new(
            series is { Points: [.., var last] } ? last.Units : 0, added.Length, facts.Add("f.fact_id = any(?)", added), "f.quantity");
    }
}
