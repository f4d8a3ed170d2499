using EventPlatform.Projections.Fold.Rules;

namespace EventPlatform.Projections.Fold;

/// <summary>
/// Which records make one fact. Taken in the order of their numbers, each joins the nearest fact that has no record of its source and one
/// that it matches, or founds a fact. Records that no chain of matches joins do not see each other, so parts of a group can be taken by themselves.
/// </summary>
internal static class Matching
{
    /// <summary>The records of each fact, its founder first.</summary>
    public static List<List<Claim>> Facts(IEnumerable<Claim> claims)
    {
        var facts = new List<List<Claim>>();
        foreach (var claim in claims.OrderBy(claim => claim.Number))
        {
            if (Nearest(facts, claim) is { } fact) fact.Add(claim);
            else facts.Add([claim]);
        }

        return facts;
    }

    private static List<Claim>? Nearest(List<List<Claim>> facts, Claim claim) => facts
        .Where(fact => fact.TrueForAll(member => member.Record.Source != claim.Record.Source))
        .Select(fact => (Fact: fact, Near: fact.Where(claim.Matches).Select(member => Distance(claim, member)).ToList()))
        .Where(found => found.Near.Count > 0)
        .OrderBy(found => found.Near.Min()).ThenBy(found => found.Fact[0].Number)
        .Select(found => found.Fact).FirstOrDefault();

    /// <summary>Dates first, then amounts; what is not known is farthest.</summary>
    private static (int Days, decimal Amounts) Distance(Claim one, Claim other) => (
        one.When is { } day && other.When is { } otherDay ? day.DaysTo(otherDay) : int.MaxValue,
        one.Amount is { } amount && other.Amount is { } otherAmount && amount.Currency == otherAmount.Currency ? Apart(amount.Amount, otherAmount.Amount) : decimal.MaxValue);

    private static decimal Apart(decimal one, decimal other) => one == other ? 0 : Math.Abs(one - other) / Math.Max(one, other);
}
