using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Rules;

/// <summary>When two values agree, and how vague one is: of those that agree the least vague is shown.</summary>
internal static class Agreement
{
    public static bool IsWithin(decimal percent, decimal one, decimal other) => Math.Abs(one - other) <= percent / 100 * Math.Max(one, other);

    public static bool IsWithin(decimal percent, Money? one, Money? other) =>
        one is not null && other is not null && one.Currency == other.Currency && IsWithin(percent, one.Amount, other.Amount);

    public static bool OfMoney(Money one, Money other) => IsWithin(1, one, other);

    public static bool OfDates(PartialDate one, PartialDate other) => one.Contains(other) || other.Contains(one);

    public static bool OfCapacity(Capacity one, Capacity other) => NormalisedName.Of(one.Unit) == NormalisedName.Of(other.Unit) && IsWithin(1, one.Value, other.Value);

    /// <summary>The fewer significant digits, the vaguer.</summary>
    public static int Vagueness(decimal value)
    {
        var digits = value.ToString(System.Globalization.CultureInfo.InvariantCulture).Replace(".", "", StringComparison.Ordinal).Trim('0').Length;
        return -digits;
    }

    /// <summary>The more days, the vaguer.</summary>
    public static int Vagueness(PartialDate date) =>
        (date.Latest ?? DateOnly.MaxValue).DayNumber - (date.Earliest ?? DateOnly.MinValue).DayNumber;
}
