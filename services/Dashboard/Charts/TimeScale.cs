using System.Globalization;

namespace EventPlatform.Dashboard.Charts;

/// <summary>Days on the horizontal axis of a chart.</summary>
public sealed class TimeScale
{
    private readonly DateOnly from;
    private readonly int days;
    private readonly double left;
    private readonly double width;

    public TimeScale(DateOnly from, DateOnly to, double left, double width)
    {
        var margin = Math.Max(30, (to.DayNumber - from.DayNumber) / 20);
        this.from = from.AddDays(-Math.Min(margin, from.DayNumber));
        days = Math.Min(to.DayNumber + margin, DateOnly.MaxValue.DayNumber) - this.from.DayNumber;
        (this.left, this.width) = (left, width);
    }

    public double X(DateOnly day) => Math.Round(left + width * (day.DayNumber - from.DayNumber) / days, 1);

    /// <summary>Returns some six to ten ticks: years or, for a short time, months.</summary>
    public IEnumerable<(double X, string Text)> Ticks()
    {
        var to = from.AddDays(days);
        var months = Step(days / 30.4 / 8);
        for (var tick = First(months); tick <= to; tick = tick.AddMonths(months))
            yield return (X(tick), tick.ToString(months >= 12 ? "yyyy" : "MMM yyyy", CultureInfo.InvariantCulture));
    }

    private static int Step(double months) => months switch { <= 1 => 1, <= 3 => 3, <= 6 => 6, _ => 12 * (int)Math.Ceiling(months / 12) };

    private DateOnly First(int months)
    {
        var first = months >= 12 ? new DateOnly(from.Year + 1, 1, 1) : new DateOnly(from.Year, from.Month, 1).AddMonths(1);
        return months >= 12 ? first : first.AddMonths((months - (first.Month - 1) % months) % months);
    }
}
