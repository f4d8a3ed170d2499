namespace EventPlatform.Query;

/// <summary>A state of the log: one of the two is given.</summary>
internal sealed record Moment(long? Position, DateTimeOffset? Time);

/// <summary>What a request wants the answer to be of.</summary>
/// <param name="MinPosition">The tables have to have it.</param>
/// <param name="AsOf">The world up to this day.</param>
/// <param name="KnownAt">What was known by the log up to this position.</param>
/// <param name="KnownBy">The same by a time: up to the largest position that was recorded then.</param>
/// <param name="From">Rounds whose last day is on or after this day.</param>
/// <param name="Walked">The position of the first page, where this is another; it goes before the two above.</param>
internal sealed record Asked(long MinPosition, DateOnly? AsOf, long? KnownAt, DateTimeOffset? KnownBy, DateOnly? From = null, long? Walked = null)
{
    public AsKnown Of(long position, bool isNow) => new(position, isNow, AsOf) { From = From };
}
