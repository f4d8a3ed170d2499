using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Facts;

internal enum FactState { Reported, Revised, Corroborated, Disputed, Retracted }

/// <summary>What the platform concludes from the records that say the same thing.</summary>
/// <param name="Type">Name in <see cref="ReportTypes"/>.</param>
/// <param name="Company">A canonical key; null for a plant whose owner is unknown.</param>
/// <param name="Counterparty">The canonical key of the organisation that the fact is shown on as well.</param>
/// <param name="Status">In kebab-case, as shown.</param>
/// <param name="On">When it happened, or will.</param>
/// <param name="Amount">Null if it is undisclosed, or not about money.</param>
/// <param name="Data">What is said, without the evidence: that belongs to the reports.</param>
/// <param name="Sources">The sources of the records, in rank order.</param>
/// <param name="Reports">The positions of the reports in force, in rank order: the headline's first.</param>
internal sealed record Fact(
    string Type, FactState State, string? Company, string? Counterparty, string Status, PartialDate? On, Money? Amount, ReportData Data,
    IReadOnlyList<string> Sources, IReadOnlyList<long> Reports)
{
    /// <summary>The canonical keys of the companies that it is shown on.</summary>
    public IEnumerable<string> Companies => new[] { Company, Counterparty }.OfType<string>();

    /// <summary>The canonical keys of those who put money into it, if its type has investors.</summary>
    public IReadOnlyList<string>? Investors { get; init; }

    /// <summary>The statuses that it lived through, if its type keeps them.</summary>
    public IReadOnlyList<Milestone>? Milestones { get; init; }

    /// <summary>The values in which its sources do not agree.</summary>
    public IReadOnlyList<Dispute>? Disputes { get; init; }

    /// <summary>True if both would be shown alike.</summary>
    public static bool AreSame(Fact one, Fact other) =>
        one.Shown == other.Shown && one.Reports.SequenceEqual(other.Reports)
        && (one.Investors ?? []).SequenceEqual(other.Investors ?? [], StringComparer.Ordinal) && AreSame(one.Json(), other.Json());

    /// <summary>Data, milestones and disputes as they are stored.</summary>
    public (string Data, string? Milestones, string? Disputes) Json() => (
        JsonSerializer.Serialize(Data, Data.GetType(), ContractJson.Options),
        Milestones is null ? null : JsonSerializer.Serialize(Milestones, ContractJson.Options),
        Disputes is null ? null : JsonSerializer.Serialize(Disputes, ContractJson.Options));

    private (FactState, string?, string?, string, string?, Money?) Shown => (State, Company, Counterparty, Status, On?.Text, Amount);

    private static bool AreSame((string, string?, string?) one, (string, string?, string?) other) =>
        AreSame(one.Item1, other.Item1) && AreSame(one.Item2, other.Item2) && AreSame(one.Item3, other.Item3);

    // Postgres gives the fields of an object back in an order of its own
    private static bool AreSame(string? one, string? other) =>
        one == other || (one is not null && other is not null && JsonNode.DeepEquals(JsonNode.Parse(one), JsonNode.Parse(other)));
}
