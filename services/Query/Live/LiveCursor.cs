using System.Globalization;

namespace EventPlatform.Query.Live;

/// <summary>
/// A place in what is followed: a position in the log, and the number of a change at that position. Clients send it back unchanged.
/// </summary>
/// <param name="Generation">
/// The generation of the items before it; 0 if it is not known or there is none. It is no part of the order.
/// </param>
internal readonly record struct LiveCursor(long Position, int Ordinal, int Generation = 0) : IComparable<LiveCursor>
{
    /// <summary>The place after everything at a position.</summary>
    public static LiveCursor EndOf(long position, int generation = 0) => new(position, int.MaxValue, generation);

    public static LiveCursor Later(LiveCursor one, LiveCursor other) => one < other ? other : one;

    /// <summary>Reads a cursor, or a position, which means the place after everything at it.</summary>
    public static LiveCursor? Read(string text) => text.Split('@') switch
    {
        [var place] => ReadPlace(place),
        [var place, var generation] when Number(generation) is > 0 and <= int.MaxValue and { } number =>
            ReadPlace(place) is { } read ? read with { Generation = (int)number } : null,
        _ => null,
    };

    /// <summary>Returns true if the generations differ, so that the items before this place may differ, too.</summary>
    public bool IsOfOtherTablesThan(LiveCursor other) => Generation != 0 && other.Generation != 0 && Generation != other.Generation;

    public int CompareTo(LiveCursor other) =>
        Position == other.Position ? Ordinal.CompareTo(other.Ordinal) : Position.CompareTo(other.Position);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Position}")
        + (Ordinal == int.MaxValue ? "" : string.Create(CultureInfo.InvariantCulture, $".{Ordinal}"))
        + (Generation == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"@{Generation}"));

    public static bool operator <(LiveCursor one, LiveCursor other) => one.CompareTo(other) < 0;

    public static bool operator >(LiveCursor one, LiveCursor other) => one.CompareTo(other) > 0;

    public static bool operator <=(LiveCursor one, LiveCursor other) => one.CompareTo(other) <= 0;

    public static bool operator >=(LiveCursor one, LiveCursor other) => one.CompareTo(other) >= 0;

    private static LiveCursor? ReadPlace(string text) => text.Split('.') switch
    {
        [var position] when Number(position) is { } at => EndOf(at),
        [var position, var ordinal] when Number(position) is { } at && Number(ordinal) is <= int.MaxValue and { } part =>
            new(at, (int)part),
        _ => null,
    };

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
