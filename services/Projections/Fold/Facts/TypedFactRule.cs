using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Facts;

/// <summary>
/// The rule of one report type. It contains everything that the fold knows about the type, so a derived class is enough to add a type.
/// </summary>
internal abstract class FactRule<TData> : FactRule<TData, Claim<TData>> where TData : ReportData
{
    protected sealed override Claim<TData> ClaimOf(ResolvedStatement said, MatchTerms terms) => new(said, terms);
}

/// <summary>The rule of a report type whose claims contain more than the report.</summary>
internal abstract class FactRule<TData, TClaim> : FactRule
    where TData : ReportData
    where TClaim : Claim<TData>
{
    public sealed override Type DataType => typeof(TData);

    /// <summary>Returns everything that must be equal, as text.</summary>
    protected abstract string Group(TData data, string? company, string? counterparty);

    /// <summary>Returns the date on which it happened, or will happen.</summary>
    protected abstract PartialDate? When(TData data);

    /// <summary>Returns the status of the event.</summary>
    protected abstract Enum Status(TData data);

    protected virtual Money? Amount(TData data) => null;

    protected virtual Party? Counterparty(TData data) => null;

    protected abstract TClaim ClaimOf(ResolvedStatement said, MatchTerms terms);

    /// <summary>Checks the other conditions for a match of two claims of a group that are near enough in time.</summary>
    protected virtual bool MeansTheSame(TClaim one, TClaim other) => true;

    protected virtual bool Excludes(TClaim one, TClaim other) => false;

    protected virtual Distance Between(TClaim one, TClaim other) =>
        new(0, 0, Distance.OfDays(one.When, other.When), Distance.OfMoney(one.Amount, other.Amount));

    /// <summary>Concludes the fact of the claims. An implementation ends with <see cref="FactOf"/>.</summary>
    protected abstract Fact Conclude(Ranking<TClaim> ranked);

    protected virtual FactColumns Columns(TData data) => new() { Country = data.Subject?.Country };

    /// <summary>Returns the due date of a promise; null if the data promises nothing (docs/facts.md, R48).</summary>
    protected virtual PartialDate? Due(TData data, Fact fact) => null;

    protected virtual bool IsCounted(TData data) => false;

    /// <param name="fact">The fact that contains the data.</param>
    protected virtual IEnumerable<TotalKey> Totals(TData data, Fact fact) => [];

    /// <param name="data">The data to show.</param>
    protected Fact FactOf(
        Ranking<TClaim> ranked, TData data, IReadOnlyList<string>? investors = null, IReadOnlyList<Milestone>? milestones = null) => new(
        typeof(TData).Name, StateOf(ranked), ranked.CompanyKey, ranked.Headline.Counterparty, ContractJson.Name(Status(data)),
        When(data), Amount(data), ranked.Count == 1 ? data : data with { Remark = ranked.First(claim => claim.Data.Remark) },
        ranked.Count == 1 ? [ranked.Headline.Record.Source] : [.. ranked.Claims.Select(claim => claim.Record.Source)],
        ranked.Count == 1 ? [ranked.Headline.Position] : [.. ranked.Claims.Select(claim => claim.Position)])
    {
        Investors = investors,
        Milestones = milestones,
        Disputes = ranked.Disputes,
    };

    public sealed override Claim ClaimOf(ResolvedStatement said)
    {
        var data = (TData)said.Says.Data;
        var when = When(data);
        return ClaimOf(said, new(GroupOf(data, said.Company, said.Counterparty), when, Amount(data), IsWide(when)));
    }

    public sealed override string GroupOf(ReportData data, string? company, string? counterparty) =>
        $"{typeof(TData).Name}\n{Group((TData)data, company, counterparty)}";

    public sealed override PartialDate? WhenOf(ReportData data) => When((TData)data);

    public sealed override Party? CounterpartyOf(ReportData data) => Counterparty((TData)data);

    public sealed override bool IsMatch(Claim one, Claim other) =>
        one.Record.Source != other.Record.Source && one.Group == other.Group && IsWithin(one.When, other.When)
            && MeansTheSame((TClaim)one, (TClaim)other);

    public sealed override bool AreExclusive(Claim one, Claim other) => Excludes((TClaim)one, (TClaim)other);

    public sealed override Distance DistanceOf(Claim one, Claim other) => Between((TClaim)one, (TClaim)other);

    public sealed override Fact Conclude(IReadOnlyList<Claim> claims, Func<string, int> trust) =>
        Conclude(new Ranking<TClaim>(claims, trust));

    public sealed override FactColumns ColumnsOf(Fact fact) => Columns((TData)fact.Data);

    public sealed override PartialDate? DueOf(Fact fact) => Due((TData)fact.Data, fact);

    public sealed override bool IsCounted(Fact fact) => fact.State != FactState.Retracted && IsCounted((TData)fact.Data);

    public sealed override IEnumerable<TotalKey> TotalsOf(Fact fact) => IsCounted(fact) ? Totals((TData)fact.Data, fact) : [];

    private static FactState StateOf(Ranking<TClaim> ranked) => ranked switch
    {
        { Disputes: not null } => FactState.Disputed,
        { Count: > 1 } => FactState.Corroborated,
        _ => ranked.Headline.IsRevised ? FactState.Revised : FactState.Reported,
    };
}
