using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Facts;

/// <summary>
/// The distance of two matching records: by class, by metres, then by two measures of their rule. An unknown measure counts as the
/// farthest.
/// </summary>
internal readonly record struct Distance(int Class, int Metres, decimal First, decimal Second)
{
    public static decimal OfDays(PartialDate? one, PartialDate? other) =>
        one is null || other is null ? decimal.MaxValue : one.DaysTo(other);

    /// <summary>|a − b| / the larger of both.</summary>
    public static decimal OfMoney(Money? one, Money? other) =>
        one is null || other is null || one.Currency != other.Currency ? decimal.MaxValue : Share(one.Amount, other.Amount);

    public static decimal OfCapacity(Capacity? one, Capacity? other) =>
        one is null || other is null || !Agreement.OfUnits(one, other) ? decimal.MaxValue : Share(one.Value, other.Value);

    /// <summary>Returns a negative number if the first is nearer.</summary>
    public static int Compare(Distance one, Distance other) =>
        (one.Class, one.Metres, one.First, one.Second).CompareTo((other.Class, other.Metres, other.First, other.Second));

    private static decimal Share(decimal one, decimal other) => one == other ? 0 : Math.Abs(one - other) / Math.Max(one, other);
}
