using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Facts;

internal enum FactState { Reported, Revised, Corroborated, Disputed, Retracted }

/// <summary>The conclusion of the platform from the records that mean the same.</summary>
/// <param name="Type">The name in <see cref="ReportTypes"/>.</param>
/// <param name="Company">A canonical key; null for a plant whose owner is unknown.</param>
/// <param name="Counterparty">The canonical key of the other organisation on which the fact is shown.</param>
/// <param name="Status">The status in kebab-case, as shown.</param>
/// <param name="On">The date on which it happened, or will happen.</param>
/// <param name="Amount">Null if it is undisclosed, or the fact is not about money.</param>
/// <param name="Data">The content without the evidence, which belongs to the reports.</param>
/// <param name="Sources">The sources of the records, in rank order.</param>
/// <param name="Reports">The positions of the reports in force, in rank order: the headline's first.</param>
internal sealed record Fact(
    string Type, FactState State, string? Company, string? Counterparty, string Status, PartialDate? On, Money? Amount, ReportData Data,
    IReadOnlyList<string> Sources, IReadOnlyList<long> Reports)
{
    /// <summary>The canonical keys of the companies on which the fact is shown.</summary>
    public IEnumerable<string> Companies => new[] { Company, Counterparty }.OfType<string>();

    /// <summary>The canonical keys of its investors, if its type has investors.</summary>
    public IReadOnlyList<string>? Investors { get; init; }

    /// <summary>The statuses so far, if its type keeps them.</summary>
    public IReadOnlyList<Milestone>? Milestones { get; init; }

    /// <summary>The values on which its sources disagree.</summary>
    public IReadOnlyList<Dispute>? Disputes { get; init; }

    /// <summary>True if both would be shown identically.</summary>
    public static bool AreSame(Fact one, Fact other) =>
        one.Shown == other.Shown && one.Reports.SequenceEqual(other.Reports)
        && (one.Investors ?? []).SequenceEqual(other.Investors ?? [], StringComparer.Ordinal) && AreSame(one.Json(), other.Json());

    /// <summary>Returns data, milestones and disputes in their stored form.</summary>
    public (string Data, string? Milestones, string? Disputes) Json() => (
        JsonSerializer.Serialize(Data, Data.GetType(), ContractJson.Options),
        Milestones is null ? null : JsonSerializer.Serialize(Milestones, ContractJson.Options),
        Disputes is null ? null : JsonSerializer.Serialize(Disputes, ContractJson.Options));

    private (FactState, string?, string?, string, string?, Money?) Shown => (State, Company, Counterparty, Status, On?.Text, Amount);

    private static bool AreSame((string, string?, string?) one, (string, string?, string?) other) =>
        AreSame(one.Item1, other.Item1) && AreSame(one.Item2, other.Item2) && AreSame(one.Item3, other.Item3);

    // Postgres returns the fields of an object in its own order
    private static bool AreSame(string? one, string? other) =>
        one == other || (one is not null && other is not null && JsonNode.DeepEquals(JsonNode.Parse(one), JsonNode.Parse(other)));
}
