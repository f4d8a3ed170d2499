namespace EventPlatform.Dashboard.Charts;

/// <summary>Numbers from 0 on the vertical axis of a chart.</summary>
public sealed class NumberScale(decimal most, double top, double height)
{
    private readonly decimal step = StepFor(most);

    private decimal Last => Math.Max(step, Math.Ceiling(most / step) * step);

    public double Y(decimal value) => Math.Round(top + height * (1 - (double)(value / Last)), 1);

    public IEnumerable<(double Y, decimal Value)> Ticks()
    {
        for (var tick = 0m; tick <= Last; tick += step) yield return (Y(tick), tick);
    }

    /// <summary>1, 2 or 5 times a power of ten, so that there are four to eight ticks.</summary>
    private static decimal StepFor(decimal most)
    {
        if (most <= 0) return 1;
        var power = (decimal)Math.Pow(10, Math.Floor(Math.Log10((double)most)));
        return (most / power) switch { <= 1.5m => power / 5, <= 3 => power / 2, <= 7 => power, _ => 2 * power };
    }
}
