namespace EventPlatform.UnitTests.Oracle;

/// <summary>Facts that had records at some position and have none now.</summary>
internal static class Retracted
{
    public static IEnumerable<OracleFact> Of(Known known)
    {
        var living = known.Living;
        return Enumerable.Range(1, known.Log.Count)
            .SelectMany(position => known.UpTo(position).Living)
            .GroupBy(fact => fact.Id)
            .Where(fact => living.All(other => other.Id != fact.Key))
            .Select(fact => fact.Last() with { State = FactState.Retracted, ContinuedBy = Continuing(fact.Last(), living)?.Id });
    }

    private static OracleFact? Continuing(OracleFact fact, IReadOnlyList<OracleFact> living) =>
        fact.Ranked.OrderBy(said => said.Record.Number)
            .Select(said => living.FirstOrDefault(other => other.Ranked.Any(one => one.Record.Id == said.Record.Id)))
            .FirstOrDefault(other => other is not null);
}
