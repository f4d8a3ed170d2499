using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>
/// The log up to a position, and every answer that docs/facts.md derives from it. It is written from that page alone, slow and stateless,
/// to check the faster platform against. The report at index i has position i + 1.
/// </summary>
internal sealed record Known(IReadOnlyList<IReport> Log)
{
    public Identity Companies => Identity.Of(Log);

    /// <summary>All records by number, including those without a report in force.</summary>
    public IReadOnlyList<Record> Records => Record.AllOf(Log);

    /// <summary>Facts with a record that has a report in force.</summary>
    public IReadOnlyList<OracleFact> Living => OracleFact.Of(this);

    /// <summary>The living facts, and those that had records earlier but have none now.</summary>
    public IReadOnlyList<OracleFact> Facts => [.. Living, .. Retracted.Of(this)];

    public Known UpTo(int position) => new([.. Log.Take(position)]);

    /// <summary>The log up to the largest position recorded at or before a time.</summary>
    /// <param name="recorded">The recorded time of each position, which never decreases.</param>
    /// <param name="time">The value of knownAt.</param>
    public Known At(IReadOnlyList<DateTimeOffset> recorded, DateTimeOffset time) => UpTo(recorded.Count(at => at <= time));
}
