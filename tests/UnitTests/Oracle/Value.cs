using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>What one record gives for a value of a fact.</summary>
internal sealed record Given<T>(Said By, T Value);

/// <summary>A value of a fact: what its records give for it, in rank order, and which of that is shown.</summary>
internal sealed record Value<T>(T Shown, bool Agrees, IReadOnlyList<Given<T>> Given);

/// <summary>The table of values in docs/facts.md.</summary>
internal static class Value
{
    public static Value<Money>? Money(IEnumerable<Given<Money>> given) => Of(
        given, (a, b) => a.Currency == b.Currency && Near.Within(1, a.Amount, b.Amount), money => -Near.SignificantDigits(money.Amount));

    public static Value<decimal>? Units(IEnumerable<Given<decimal>> given) => Of(given, (a, b) => a == b, _ => 0);

    public static Value<PartialDate>? Date(IEnumerable<Given<PartialDate>> given) => Of(given, (a, b) => Near.Contains(a, b) || Near.Contains(b, a), Near.Span);

    public static Value<Capacity>? Capacity(IEnumerable<Given<Capacity>> given) => Of(
        given, (a, b) => Near.Words(a.Unit) == Near.Words(b.Unit) && Near.Within(1, a.Value, b.Value), capacity => -Near.SignificantDigits(capacity.Value));

    public static Value<FundingRound>? Round(IEnumerable<Given<FundingRound>> given) => Of(
        given, (a, b) => a == b || !Matching.IsNamed(a) || !Matching.IsNamed(b), round => Matching.IsNamed(round) ? 0 : 1);

    private static Value<T>? Of<T>(IEnumerable<Given<T>> inRankOrder, Func<T, T, bool> agree, Func<T, int> coarseness)
    {
        var given = inRankOrder.ToList();
        if (given.Count == 0) return null;
        var agrees = given.All(one => given.All(other => agree(one.Value, other.Value)));
        return new((agrees ? given.OrderBy(one => coarseness(one.Value)).First() : given[0]).Value, agrees, given);
    }
}
