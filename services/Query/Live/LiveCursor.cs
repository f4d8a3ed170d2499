using System.Globalization;

namespace EventPlatform.Query.Live;

/// <summary>A place in what is followed: a position of the log, and which of the changes at that position. Clients send it as they got it.</summary>
/// <param name="Generation">Of the read tables that told what is before it; 0 where it is not known or there is none. No part of the order.</param>
internal readonly record struct LiveCursor(long Position, int Ordinal, int Generation = 0) : IComparable<LiveCursor>
{
    /// <summary>After everything at a position.</summary>
    public static LiveCursor EndOf(long position, int generation = 0) => new(position, int.MaxValue, generation);

    public static LiveCursor Later(LiveCursor one, LiveCursor other) => one < other ? other : one;

    /// <summary>Also of a position alone: after all of it.</summary>
    public static LiveCursor? Read(string text) => text.Split('@') switch
    {
        [var place] => ReadPlace(place),
        [var place, var generation] when Number(generation) is > 0 and <= int.MaxValue and { } number => ReadPlace(place) is { } read ? read with { Generation = (int)number } : null,
        _ => null,
    };

    /// <summary>True where what was told before this place may be otherwise in the tables that told of the other.</summary>
    public bool IsOfOtherTablesThan(LiveCursor other) => Generation != 0 && other.Generation != 0 && Generation != other.Generation;

    public int CompareTo(LiveCursor other) => Position == other.Position ? Ordinal.CompareTo(other.Ordinal) : Position.CompareTo(other.Position);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Position}") + (Ordinal == int.MaxValue ? "" : string.Create(CultureInfo.InvariantCulture, $".{Ordinal}"))
        + (Generation == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"@{Generation}"));

    public static bool operator <(LiveCursor one, LiveCursor other) => one.CompareTo(other) < 0;

    public static bool operator >(LiveCursor one, LiveCursor other) => one.CompareTo(other) > 0;

    public static bool operator <=(LiveCursor one, LiveCursor other) => one.CompareTo(other) <= 0;

    public static bool operator >=(LiveCursor one, LiveCursor other) => one.CompareTo(other) >= 0;

    private static LiveCursor? ReadPlace(string text) => text.Split('.') switch
    {
        [var position] when Number(position) is { } at => EndOf(at),
        [var position, var ordinal] when Number(position) is { } at && Number(ordinal) is <= int.MaxValue and { } part => new(at, (int)part),
        _ => null,
    };

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
