namespace EventPlatform.UnitTests.Oracle;

/// <summary>Finds the records that mean the same, and makes facts of them (R22 to R32).</summary>
internal static class Matching
{
    /// <summary>The records of each fact, in order of their numbers.</summary>
    public static IReadOnlyList<IReadOnlyList<Said>> Facts(IEnumerable<Said> said)
    {
        var facts = new List<List<Said>>();
        foreach (var one in said.OrderBy(one => one.Record.Number))
        {
            var nearest = facts.Where(
                fact => fact.All(other => other.Source != one.Source && !Exclude(one, other)) && fact.Any(other => Match(one, other)))
                .OrderBy(fact => fact.Where(other => Match(one, other)).Min(other => one.Type.Distance(one, other)))
                .ThenBy(fact => fact[0].Record.Number)
                .FirstOrDefault();
            if (nearest is null) facts.Add([one]);
            else nearest.Add(one);
        }

        return facts;
    }

    public static bool Match(Said one, Said other) => one.Group == other.Group && one.Type.Match(one, other);

    private static bool Exclude(Said one, Said other) => one.Group == other.Group && one.Type.Exclude(one, other);
}
