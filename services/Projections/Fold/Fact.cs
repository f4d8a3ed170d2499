using System.Text.Json;
using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold;

/// <summary>What the platform concludes from the records that say the same thing.</summary>
/// <param name="Type">Name in <see cref="ReportTypes"/>.</param>
/// <param name="Company">Company key; null for a plant whose owner is unknown.</param>
/// <param name="Counterparty">Key of the organisation that the fact is shown on as well.</param>
/// <param name="Status">In kebab-case.</param>
/// <param name="On">When it happened, or will.</param>
/// <param name="Amount">Null where undisclosed, or not about money.</param>
/// <param name="Data">What is said, without the evidence: that belongs to the reports.</param>
internal sealed record Fact(string Type, string? Company, string? Counterparty, string Status, PartialDate? On, Money? Amount, ReportData Data)
{
    /// <summary>Of a plant: the statuses that it lived through.</summary>
    public IReadOnlyList<Milestone>? Milestones { get; init; }

    /// <summary>What all types have in common, from the report that counts.</summary>
    public static Fact From(ReportData data, Enum status, PartialDate? on, Money? amount = null, Party? counterparty = null) =>
        new(data.GetType().Name, data.Subject?.KeyAsSent(), counterparty?.KeyAsSent(), ContractJson.Name(status), on, amount, data with { Evidence = null });

    /// <summary>By content: what would be shown is the same.</summary>
    public static bool AreSame(Fact? one, Fact? other) => ReferenceEquals(one, other) || (one is not null && other is not null && one.Json() == other.Json());

    /// <summary>Data and milestones as they are stored.</summary>
    public (string Data, string? Milestones) Json() => (
        JsonSerializer.Serialize(Data, Data.GetType(), ContractJson.Options),
        Milestones is null ? null : JsonSerializer.Serialize(Milestones, ContractJson.Options));
}

/// <summary>A fact as it was known from one position up to, not including, another.</summary>
/// <param name="Since">Position of the first report of the record that founded the fact.</param>
internal sealed record FactVersion(Guid FactId, long Since, long KnownFrom, long KnownTo, Fact Fact);
