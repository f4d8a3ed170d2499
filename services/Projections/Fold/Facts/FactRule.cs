using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Facts;

/// <summary>
/// How records of one report type become facts, as the rest of the fold sees it: which mean the same, and what is shown of those that do.
/// Rules derive from <see cref="FactRule{TData}"/>.
/// </summary>
internal abstract class FactRule
{
    public abstract Type DataType { get; }

    /// <summary>Two dated records match only within so many days; null: whatever their dates.</summary>
    public virtual int? WithinDays => null;

    /// <summary>True if a fact shows all that its records said in their time, not only what they say now.</summary>
    public virtual bool NeedsHistory => false;

    public abstract Claim ClaimOf(ResolvedStatement said);

    /// <inheritdoc cref="MatchTerms.Group"/>
    public abstract string GroupOf(ReportData data, string? company, string? counterparty);

    public abstract PartialDate? WhenOf(ReportData data);

    /// <summary>The organisation that the fact is shown on beside its company; null if there is none.</summary>
    public abstract Party? CounterpartyOf(ReportData data);

    /// <summary>True if two sources mean the same thing.</summary>
    public abstract bool IsMatch(Claim one, Claim other);

    /// <summary>True if the two never belong to one fact, whatever else does.</summary>
    public abstract bool AreExclusive(Claim one, Claim other);

    /// <summary>How far apart two claims are that match.</summary>
    public abstract Distance DistanceOf(Claim one, Claim other);

    /// <param name="claims">Claims of different sources that mean the same.</param>
    /// <param name="trust">How far a source is trusted.</param>
    public abstract Fact Conclude(IReadOnlyList<Claim> claims, Func<string, int> trust);

    public abstract FactColumns ColumnsOf(Fact fact);

    /// <summary>When what the fact promises is due; null if it promises nothing.</summary>
    public abstract PartialDate? DueOf(Fact fact);

    /// <summary>True if the fact counts in totals.</summary>
    public abstract bool IsCounted(Fact fact);

    /// <summary>The totals that the fact counts in.</summary>
    public abstract IEnumerable<TotalKey> TotalsOf(Fact fact);

    /// <summary>The days on which a record may be dated that matches this one.</summary>
    public (DateOnly From, DateOnly To) WindowOf(ReportData data) =>
        WithinDays is { } days && WhenOf(data) is { } on ? on.Around(days) : (DateOnly.MinValue, DateOnly.MaxValue);

    protected bool IsWithin(PartialDate? one, PartialDate? other) =>
        WithinDays is not { } days || one is null || other is null || one.DaysTo(other) <= days;

    protected bool IsWide(PartialDate? when) =>
        WithinDays is null || when is not { Earliest: { } first, Latest: { } last }
            || last.DayNumber - first.DayNumber > Claim.MaxNarrowDays;
}
