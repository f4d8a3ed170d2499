using EventPlatform.Contracts;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Converts dates to the day numbers of Postgres: every day of the calendar is a day, and open ends are infinite.</summary>
internal static class Day
{
    private static readonly int Epoch = new DateOnly(2000, 1, 1).DayNumber;

    public static int Of(DateOnly day) => day.DayNumber - Epoch;

    public static int Earliest(PartialDate? date) => date?.Earliest is { } day ? Of(day) : int.MinValue;

    public static int Latest(PartialDate? date) => date?.Latest is { } day ? Of(day) : int.MaxValue;
}
