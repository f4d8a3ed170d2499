using EventPlatform.Contracts;
using EventPlatform.UnitTests.Oracle.Types;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>The value of a fact in one record.</summary>
internal sealed record Given<T>(Said By, T Value);

/// <summary>A value of a fact: the one shown, and those of its records. If they are disputed, the one shown comes first.</summary>
internal sealed record Value<T>(T Shown, bool Agrees, IReadOnlyList<Given<T>> Given);

/// <summary>R35 and R36 of docs/facts.md.</summary>
internal static class Value
{
    public static Value<Money>? Money(IEnumerable<Given<Money>> inRankOrder)
    {
        var given = inRankOrder.ToList();
        var first = given.OrderBy(one => one.By.Record.Began).ThenBy(one => one.By.Record.Number).FirstOrDefault()?.Value.Currency;
        return Of(given, (a, b) => a.Currency == b.Currency && Near.Within(1, a.Amount, b.Amount),
            money => -Near.SignificantDigits(money.Amount), money => money.Currency == first);
    }

    public static Value<decimal>? Units(IEnumerable<Given<decimal>> given) => Of(given, (a, b) => a == b, _ => 0);

    public static Value<PartialDate>? Date(IEnumerable<Given<PartialDate>> given) =>
        Of(given, (a, b) => Near.Contains(a, b) || Near.Contains(b, a), Near.Span);

    public static Value<Capacity>? Capacity(IEnumerable<Given<Capacity>> given) => Of(
        given, (a, b) => Near.Words(a.Unit) == Near.Words(b.Unit) && Near.Within(1, a.Value, b.Value),
        capacity => -Near.SignificantDigits(capacity.Value));

    public static Value<FundingRound>? Round(IEnumerable<Given<FundingRound>> given) => Of(
        given, (a, b) => a == b || !Fundings.IsNamed(a) || !Fundings.IsNamed(b), round => Fundings.IsNamed(round) ? 0 : 1);

    public static Value<(Enum Status, PartialDate? On)>? Status(IEnumerable<Given<(Enum Status, PartialDate? On)>> given) =>
        Of(given, Statuses.Agree, status => -Statuses.StepsBefore(status.Status));

    private static Value<T>? Of<T>(
        IEnumerable<Given<T>> inRankOrder, Func<T, T, bool> agree, Func<T, int> coarseness, Func<T, bool>? isPreferred = null)
    {
        var given = inRankOrder.ToList();
        if (given.Count == 0) return null;
        if (given.All(one => given.All(other => agree(one.Value, other.Value))))
            return new(given.OrderBy(one => coarseness(one.Value)).First().Value, true, given);
        given = [.. given.OrderByDescending(one => one.By.Trust)
            .ThenByDescending(one => given.Count(other => agree(one.Value, other.Value)))
            .ThenByDescending(one => isPreferred is null || isPreferred(one.Value)).ThenByDescending(one => one.By.Time)
            .ThenByDescending(one => one.By.Position)];
        return new(given[0].Value, false, given);
    }
}
