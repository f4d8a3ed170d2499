using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Facts;

/// <summary>Decides whether two values agree, and how vague a value is. Of values that agree, the least vague is shown.</summary>
internal static class Agreement
{
    public static bool IsWithin(decimal percent, decimal one, decimal other) =>
        Math.Abs(one - other) <= percent / 100 * Math.Max(one, other);

    public static bool IsWithin(decimal percent, Money? one, Money? other) =>
        one is not null && other is not null && one.Currency == other.Currency && IsWithin(percent, one.Amount, other.Amount);

    public static bool OfMoney(Money one, Money other) => IsWithin(1, one, other);

    public static bool OfDates(PartialDate one, PartialDate other) => one.Contains(other) || other.Contains(one);

    public static bool OfUnits(Capacity one, Capacity other) => NormalisedName.Of(one.Unit) == NormalisedName.Of(other.Unit);

    public static bool OfCapacity(Capacity one, Capacity other) => OfUnits(one, other) && IsWithin(1, one.Value, other.Value);

    /// <summary>
    /// True if one status may follow the other and is not dated entirely before it (docs/facts.md, R37). A later status has a larger
    /// value.
    /// </summary>
    public static bool OfStatuses<TStatus>((TStatus Status, PartialDate? On) one, (TStatus Status, PartialDate? On) other)
        where TStatus : struct, Enum
    {
        var order = Comparer<TStatus>.Default.Compare(one.Status, other.Status);
        var (earlier, later) = order <= 0 ? (one, other) : (other, one);
        return order == 0 || (MayFollow(later.Status, earlier.Status) && !(later.On?.Latest < earlier.On?.Earliest));
    }

    /// <summary>False only for a cancellation of something that was more than a plan or a rumour.</summary>
    private static bool MayFollow<TStatus>(TStatus later, TStatus earlier) where TStatus : struct, Enum =>
        Enum.GetName(later) != "Cancelled" || Enum.GetName(earlier) is "Planned" or "Rumoured";

    /// <summary>A value is vaguer the fewer significant digits it has.</summary>
    public static int Vagueness(decimal value)
    {
        var digits = value.ToString(System.Globalization.CultureInfo.InvariantCulture)
            .Replace(".", "", StringComparison.Ordinal).Trim('0').Length;
        return -digits;
    }

    /// <summary>A date is vaguer the more days it covers.</summary>
    public static int Vagueness(PartialDate date) =>
        (date.Latest ?? DateOnly.MaxValue).DayNumber - (date.Earliest ?? DateOnly.MinValue).DayNumber;
}
