namespace EventPlatform.Query;

/// <summary>A state of the log, by position or by time: one of the two is set.</summary>
internal sealed record Moment(long? Position, DateTimeOffset? Time);

/// <summary>The state that a request asks for.</summary>
/// <param name="MinPosition">The position that the read tables must have reached.</param>
/// <param name="AsOf">The world up to this day.</param>
/// <param name="KnownAt">What was known at this position of the log.</param>
/// <param name="KnownBy">What was known at this time, which stands for the largest position recorded by then.</param>
/// <param name="From">Rounds whose latest day is on or after this day.</param>
/// <param name="Walked">
/// The position of the first page, if this is a later page. It overrides <paramref name="KnownAt"/> and <paramref name="KnownBy"/>.
/// </param>
internal sealed record Asked(
    long MinPosition, DateOnly? AsOf, long? KnownAt, DateTimeOffset? KnownBy, DateOnly? From = null, long? Walked = null)
{
    public AsKnown Of(long position, bool isNow) => new(position, isNow, AsOf) { From = From };
}
