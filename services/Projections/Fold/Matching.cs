using EventPlatform.Projections.Fold.Rules;

namespace EventPlatform.Projections.Fold;

/// <summary>
/// Which records make one fact. Taken in the order of their numbers, each joins the nearest fact that has no record of its source and one
/// that it matches, or founds a fact. Records that no chain of matches joins do not see each other, so parts of a group can be taken by themselves.
/// </summary>
internal static class Matching
{
    /// <summary>The records of each fact, its founder first.</summary>
    public static IEnumerable<List<Claim>> Facts(IEnumerable<Claim> claims, Groups groups)
    {
        var facts = new List<List<Claim>>();
        var factOf = new Dictionary<Claim, List<Claim>>();
        foreach (var claim in claims.OrderBy(claim => claim.Number))
        {
            var fact = Nearest(claim, groups.MatchesOf(claim), factOf);
            if (fact is null) facts.Add(fact = []);
            fact.Add(claim);
            factOf[claim] = fact;
        }

        return facts;
    }

    /// <param name="matches">The nearest first: what is farther than the first that can be joined is not looked at.</param>
    private static List<Claim>? Nearest(Claim claim, IReadOnlyList<Match> matches, Dictionary<Claim, List<Claim>> factOf)
    {
        var (nearest, least) = ((List<Claim>?)null, default((int, decimal)));
        foreach (var (member, distance) in matches)
        {
            if (nearest is not null && distance.CompareTo(least) > 0) break;
            if (!factOf.TryGetValue(member, out var fact) || fact.Exists(other => other.Record.Source == claim.Record.Source)) continue;
            if (nearest is null || fact[0].Number < nearest[0].Number) (nearest, least) = (fact, distance);
        }

        return nearest;
    }

    /// <summary>Dates first, then amounts; what is not known is farthest.</summary>
    public static (int Days, decimal Amounts) Distance(Claim one, Claim other) => (
        one.When is { } day && other.When is { } otherDay ? day.DaysTo(otherDay) : int.MaxValue,
        one.Amount is { } amount && other.Amount is { } otherAmount && amount.Currency == otherAmount.Currency ? Apart(amount.Amount, otherAmount.Amount) : decimal.MaxValue);

    private static decimal Apart(decimal one, decimal other) => one == other ? 0 : Math.Abs(one - other) / Math.Max(one, other);
}
