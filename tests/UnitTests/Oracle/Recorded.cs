namespace EventPlatform.UnitTests.Oracle;

/// <summary>The recorded times of a log: one report every minute.</summary>
internal static class Recorded
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset At(long position) => Start.AddMinutes(position);
}
