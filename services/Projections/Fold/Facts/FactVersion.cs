namespace EventPlatform.Projections.Fold.Facts;

/// <summary>A fact as it was known from one position up to, but not including, another.</summary>
/// <param name="Since">The position of the first report of the record that founded the fact.</param>
/// <param name="Ordinal">Its number among the versions that began at one position.</param>
internal sealed record FactVersion(Guid FactId, long Since, long KnownFrom, long KnownTo, int Ordinal, Fact Fact)
{
    /// <summary>The fact that now contains the records of this retracted one.</summary>
    public Guid? ContinuedBy { get; init; }

    /// <summary>The companies on which the fact was shown before but is no longer shown; null if there are none.</summary>
    public IReadOnlyList<string>? Left { get; init; }

    /// <summary>Returns this version with the companies that the fact has left.</summary>
    public FactVersion After(FactVersion before)
    {
        var left = before.Fact.Companies.Except(Fact.Companies, StringComparer.Ordinal).ToList();
        return this with { Left = left.Count == 0 ? null : left };
    }
}
