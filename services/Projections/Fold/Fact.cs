using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Rules;

namespace EventPlatform.Projections.Fold;

internal enum FactState { Reported, Revised, Corroborated, Disputed, Retracted }

/// <summary>What the platform concludes from the records that say the same thing.</summary>
/// <param name="Type">Name in <see cref="ReportTypes"/>.</param>
/// <param name="Company">Canonical key; null for a plant whose owner is unknown.</param>
/// <param name="Counterparty">Canonical key of the organisation that the fact is shown on as well.</param>
/// <param name="Status">In kebab-case, as shown.</param>
/// <param name="On">When it happened, or will.</param>
/// <param name="Amount">Null where undisclosed, or not about money.</param>
/// <param name="Data">What is said, without the evidence: that belongs to the reports.</param>
/// <param name="Sources">Of the records, in rank order.</param>
/// <param name="Reports">Positions of the reports that count, in rank order: the headline's first.</param>
internal sealed record Fact(
    string Type, FactState State, string? Company, string? Counterparty, string Status, PartialDate? On, Money? Amount, ReportData Data,
    IReadOnlyList<string> Sources, IReadOnlyList<long> Reports)
{
    /// <summary>Canonical keys of those that it is shown on.</summary>
    public IEnumerable<string> Companies => new[] { Company, Counterparty }.OfType<string>();

    /// <summary>Canonical keys of those who put money into a round.</summary>
    public IReadOnlyList<string>? Investors { get; init; }

    /// <summary>Of a plant: the statuses that it lived through.</summary>
    public IReadOnlyList<Milestone>? Milestones { get; init; }

    /// <summary>What its sources do not agree in.</summary>
    public IReadOnlyList<Dispute>? Disputes { get; init; }

    public static Fact Of(Ranking ranked, ReportData data, Enum status, PartialDate? on, Money? amount = null) => new(
        data.GetType().Name, StateOf(ranked), ranked.Headline.Company, ranked.Headline.Counterparty, ContractJson.Name(status), on, amount,
        data with { Evidence = null, Remark = ranked.First<ReportData, string>(said => said.Remark) },
        [.. ranked.Claims.Select(claim => claim.Record.Source)], [.. ranked.Claims.Select(claim => claim.Position)])
    {
        Disputes = ranked.Disputes.Count == 0 ? null : ranked.Disputes,
    };

    /// <summary>By content: what would be shown is the same.</summary>
    public static bool AreSame(Fact one, Fact other) =>
        (one.State, one.Company, one.Counterparty, one.Status, one.On?.Text, one.Amount) == (other.State, other.Company, other.Counterparty, other.Status, other.On?.Text, other.Amount)
        && one.Reports.SequenceEqual(other.Reports) && (one.Investors ?? []).SequenceEqual(other.Investors ?? [], StringComparer.Ordinal) && AreSame(one.Json(), other.Json());

    /// <summary>Data, milestones and disputes as they are stored.</summary>
    public (string Data, string? Milestones, string? Disputes) Json() => (
        JsonSerializer.Serialize(Data, Data.GetType(), ContractJson.Options),
        Milestones is null ? null : JsonSerializer.Serialize(Milestones, ContractJson.Options),
        Disputes is null ? null : JsonSerializer.Serialize(Disputes, ContractJson.Options));

    private static bool AreSame((string, string?, string?) one, (string, string?, string?) other) =>
        AreSame(one.Item1, other.Item1) && AreSame(one.Item2, other.Item2) && AreSame(one.Item3, other.Item3);

    // Postgres gives the fields of an object back in an order of its own
    private static bool AreSame(string? one, string? other) =>
        one == other || (one is not null && other is not null && JsonNode.DeepEquals(JsonNode.Parse(one), JsonNode.Parse(other)));

    private static FactState StateOf(Ranking ranked) => ranked switch
    {
        { Disputes.Count: > 0 } => FactState.Disputed,
        { Count: > 1 } => FactState.Corroborated,
        _ => ranked.Headline.IsRevised ? FactState.Revised : FactState.Reported,
    };
}

/// <summary>A fact as it was known from one position up to, not including, another.</summary>
/// <param name="Since">Position of the first report of the record that founded the fact.</param>
/// <param name="Ordinal">Among the versions that began at one position.</param>
internal sealed record FactVersion(Guid FactId, long Since, long KnownFrom, long KnownTo, int Ordinal, Fact Fact)
{
    /// <summary>Of a retracted fact: the one that has its records now.</summary>
    public Guid? ContinuedBy { get; init; }

    /// <summary>Companies that it was shown on before and is not any more; null: none.</summary>
    public IReadOnlyList<string>? Left { get; init; }

    /// <summary>With what it left behind.</summary>
    public FactVersion After(FactVersion before)
    {
        var left = before.Fact.Companies.Except(Fact.Companies, StringComparer.Ordinal).ToList();
        return this with { Left = left.Count == 0 ? null : left };
    }
}
