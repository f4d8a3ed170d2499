using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Rules;

/// <summary>How records of one report type become facts: which mean the same, and what is shown of those that do. Pure.</summary>
internal abstract class FactRule
{
    private static readonly Dictionary<Type, FactRule> Rules = new()
    {
        [typeof(FundingRaised)] = new FundingRule(),
        [typeof(ProductShipped)] = new ShipmentRule(),
        [typeof(PlantOpened)] = new PlantRule(),
        [typeof(ProductAnnounced)] = new AnnouncementRule(),
        [typeof(PartnershipFormed)] = new PartnershipRule(),
        [typeof(CompanyAcquired)] = new AcquisitionRule(),
    };

    public static FactRule Of(ReportData data) => Rules.GetValueOrDefault(data.GetType())
        ?? throw new NotSupportedException($"{data.GetType().Name} has no rule: add one here");

    /// <summary>Two dated records match only within so many days; null: whatever their dates.</summary>
    public virtual int? WithinDays => null;

    /// <summary>All that has to be equal, as text.</summary>
    public abstract string Group(ReportData data, string? company, string? counterparty);

    /// <summary>What else two records of a group have to agree in.</summary>
    public virtual bool MeansTheSame(Claim one, Claim other) => true;

    /// <summary>True if they are never of one fact, whatever other records it has.</summary>
    public virtual bool Excludes(Claim one, Claim other) => false;

    /// <summary>Of two that match.</summary>
    public virtual Distance Between(Claim one, Claim other) =>
        new(0, 0, Distance.OfDays(one.When, other.When), Distance.OfMoney(one.Amount, other.Amount));

    public abstract PartialDate? When(ReportData data);

    public virtual Money? Amount(ReportData data) => null;

    /// <summary>The organisation that the fact is shown on as well.</summary>
    public virtual Party? Counterparty(ReportData data) => null;

    /// <param name="ranked">Records of different sources that mean the same, in rank order.</param>
    public abstract Fact Conclude(Ranking ranked);

    public bool IsWithin(PartialDate? one, PartialDate? other) =>
        WithinDays is not { } days || one is null || other is null || one.DaysTo(other) <= days;

    /// <summary>The days of all dates that are within reach.</summary>
    public (DateOnly From, DateOnly To) Window(ReportData data) =>
        WithinDays is { } days && When(data) is { } on ? on.Around(days) : (DateOnly.MinValue, DateOnly.MaxValue);
}
