using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Facts;

/// <summary>
/// The rule by which records of one report type become facts, as the rest of the fold sees it: which records mean the same, and what their
/// fact shows. Rules derive from <see cref="FactRule{TData}"/>.
/// </summary>
internal abstract class FactRule
{
    public abstract Type DataType { get; }

    /// <summary>The maximum number of days between two dated records that match; null for no limit.</summary>
    public virtual int? WithinDays => null;

    /// <summary>True if a fact shows everything that its records ever said, not only their current content.</summary>
    public virtual bool NeedsHistory => false;

    public abstract Claim ClaimOf(ResolvedStatement said);

    /// <inheritdoc cref="MatchTerms.Group"/>
    public abstract string GroupOf(ReportData data, string? company, string? counterparty);

    public abstract PartialDate? WhenOf(ReportData data);

    /// <summary>Returns the organisation on which the fact is shown beside its company; null if there is none.</summary>
    public abstract Party? CounterpartyOf(ReportData data);

    /// <summary>True if the claims of two sources mean the same.</summary>
    public abstract bool IsMatch(Claim one, Claim other);

    /// <summary>True if the two claims can never belong to one fact, whatever other claims it has.</summary>
    public abstract bool AreExclusive(Claim one, Claim other);

    /// <summary>Returns the distance of two matching claims.</summary>
    public abstract Distance DistanceOf(Claim one, Claim other);

    /// <param name="claims">The claims of different sources that mean the same.</param>
    /// <param name="trust">Returns the trust of a source.</param>
    public abstract Fact Conclude(IReadOnlyList<Claim> claims, Func<string, int> trust);

    public abstract FactColumns ColumnsOf(Fact fact);

    /// <summary>Returns the due date of the fact's promise; null if it promises nothing.</summary>
    public abstract PartialDate? DueOf(Fact fact);

    /// <summary>True if the fact counts in totals.</summary>
    public abstract bool IsCounted(Fact fact);

    /// <summary>Returns the totals in which the fact counts.</summary>
    public abstract IEnumerable<TotalKey> TotalsOf(Fact fact);

    /// <summary>Returns the range of days in which a matching record can be dated.</summary>
    public (DateOnly From, DateOnly To) WindowOf(ReportData data) =>
        WithinDays is { } days && WhenOf(data) is { } on ? on.Around(days) : (DateOnly.MinValue, DateOnly.MaxValue);

    protected bool IsWithin(PartialDate? one, PartialDate? other) =>
        WithinDays is not { } days || one is null || other is null || one.DaysTo(other) <= days;

    protected bool IsWide(PartialDate? when) =>
        WithinDays is null || when is not { Earliest: { } first, Latest: { } last }
            || last.DayNumber - first.DayNumber > Claim.MaxNarrowDays;
}
