using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>
/// The log up to a position, and every answer that docs/facts.md derives from it: written from that page alone, slow, and without memory, so that
/// a faster program can be held against it. The report at index i has position i + 1.
/// </summary>
internal sealed record Known(IReadOnlyList<IReport> Log)
{
    public Identity Companies => Identity.Of(Log);

    /// <summary>In order of their numbers, also those that say nothing.</summary>
    public IReadOnlyList<Record> Records => Record.AllOf(Log);

    /// <summary>Facts that have a record.</summary>
    public IReadOnlyList<OracleFact> Living => OracleFact.Of(this);

    /// <summary>Also those that once had records and have none now.</summary>
    public IReadOnlyList<OracleFact> Facts => [.. Living, .. Retracted.Of(this)];

    public Known UpTo(int position) => new([.. Log.Take(position)]);

    /// <summary>The log up to the largest position recorded at or before a time.</summary>
    /// <param name="recorded">The recorded time of each position; it never runs against positions.</param>
    /// <param name="time">knownAt</param>
    public Known At(IReadOnlyList<DateTimeOffset> recorded, DateTimeOffset time) => UpTo(recorded.Count(at => at <= time));
}
