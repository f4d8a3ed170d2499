namespace EventPlatform.UnitTests.Oracle;

/// <summary>When a log recorded its reports: one a minute.</summary>
internal static class Recorded
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset At(long position) => Start.AddMinutes(position);
}
