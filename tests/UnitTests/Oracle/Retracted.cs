namespace EventPlatform.UnitTests.Oracle;

/// <summary>Facts that had records at some position but have none now.</summary>
internal static class Retracted
{
    public static IEnumerable<OracleFact> Of(Known known)
    {
        var living = Enumerable.Range(0, known.Log.Count + 1).Select(position => known.UpTo(position).Living).ToList();
        var lastSeen = from position in Enumerable.Range(0, living.Count)
                       from fact in living[position]
                       group (position, fact) by fact.Id into one
                       select one.Last();
        return lastSeen.Where(last => last.position < known.Log.Count)
            .Select(last => last.fact with
            {
                State = FactState.Retracted, ContinuedBy = Continuing(last.fact, living[last.position + 1])?.Id
            });
    }

    private static OracleFact? Continuing(OracleFact fact, IReadOnlyList<OracleFact> after) =>
        fact.Ranked.OrderBy(said => said.Record.Number)
            .Select(said => after.FirstOrDefault(other => other.Ranked.Any(one => one.Record.Id == said.Record.Id)))
            .FirstOrDefault(other => other is not null);
}
