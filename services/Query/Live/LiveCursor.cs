using System.Globalization;

namespace EventPlatform.Query.Live;

/// <summary>A place in what is followed: a position of the log, and which of the changes at that position. Written <c>position.ordinal</c>.</summary>
internal readonly record struct LiveCursor(long Position, int Ordinal) : IComparable<LiveCursor>
{
    /// <summary>After everything at a position.</summary>
    public static LiveCursor EndOf(long position) => new(position, int.MaxValue);

    public static LiveCursor Later(LiveCursor one, LiveCursor other) => one < other ? other : one;

    /// <summary>Also of a position alone: after all of it.</summary>
    public static LiveCursor? Read(string text) => text.Split('.') switch
    {
        [var position] when Number(position) is { } at => EndOf(at),
        [var position, var ordinal] when Number(position) is { } at && Number(ordinal) is <= int.MaxValue and { } part => new(at, (int)part),
        _ => null,
    };

    public int CompareTo(LiveCursor other) => Position == other.Position ? Ordinal.CompareTo(other.Ordinal) : Position.CompareTo(other.Position);

    public override string ToString() => Ordinal == int.MaxValue ? Position.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Position}.{Ordinal}");

    public static bool operator <(LiveCursor one, LiveCursor other) => one.CompareTo(other) < 0;

    public static bool operator >(LiveCursor one, LiveCursor other) => one.CompareTo(other) > 0;

    public static bool operator <=(LiveCursor one, LiveCursor other) => one.CompareTo(other) <= 0;

    public static bool operator >=(LiveCursor one, LiveCursor other) => one.CompareTo(other) >= 0;

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
