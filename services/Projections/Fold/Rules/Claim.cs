using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.Projections.Fold.Rules;

/// <summary>What a record says now, with companies resolved, ready to be matched with what other sources say.</summary>
/// <param name="Number">Of the record: the position of its first report.</param>
/// <param name="Position">Of the report in force.</param>
/// <param name="Time">Of that report.</param>
/// <param name="Began">The earliest time of the record's reports.</param>
/// <param name="IsRevised">True where the record said something else as well.</param>
/// <param name="Keys">Of all that it names: as sent, and those that are meant.</param>
/// <param name="Company">Canonical key; null for a plant whose owner is unknown.</param>
/// <param name="Counterparty">Canonical key.</param>
/// <param name="Investors">Canonical keys, in the order of the report's investors.</param>
/// <param name="Group">Records of other groups never match: the type, and all that has to be equal.</param>
internal sealed record Claim(
    RecordId Record, long Number, long Position, DateTimeOffset Time, DateTimeOffset Began, bool IsRevised, ReportData Data,
    IReadOnlyList<string> Keys, string? Company, string? Counterparty, IReadOnlyList<string> Investors, string Group)
{
    /// <summary>Of a plant: the life that this record gives it.</summary>
    public IReadOnlyList<Milestone> Milestones { get; init; } = [];

    private Technology? technology;

    /// <summary>Of a plant.</summary>
    public Technology Technology => technology ??= Technology.Of(((PlantOpened)Data).Technology);

    private Guid? factId;

    /// <summary>Of the fact that it founds, if it does.</summary>
    public Guid FactId => factId ??= Record.FactId();

    public FactRule Rule { get; } = FactRule.Of(Data);

    public PartialDate? When { get; } = FactRule.Of(Data).When(Data);

    public Money? Amount { get; } = FactRule.Of(Data).Amount(Data);

    /// <summary>True where other records match it far from its dates, or it has none.</summary>
    public bool IsWide => Rule.WithinDays is null || When is not { Earliest: { } first, Latest: { } last } || last.DayNumber - first.DayNumber > MaxNarrowDays;

    /// <summary>Most days of a date that is looked for by its first day.</summary>
    public const int MaxNarrowDays = 366;

    /// <summary>Each is itself: whatever changes what a record says makes another claim.</summary>
    public bool Equals(Claim? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Number.GetHashCode();

    /// <summary>Null where the record says nothing.</summary>
    public static Claim? Of(RecordFold record, PageContext context)
    {
        if (record.Says is not { Data: var data, Time: var time }) return null;
        var keys = NamesInReports.Parties(data).Select(named => named.KeyAsSent()).ToList();
        string canonical(string key) => context.Company(record.Id, key);
        // The company comes first, where there is one
        IReadOnlyList<string> investors = data is FundingRaised ? [.. keys.Skip(1).Select(canonical)] : [];
        var company = data.Subject is null ? null : canonical(keys[0]);
        var counterparty = FactRule.Of(data).Counterparty(data) is { } party ? canonical(party.KeyAsSent()) : null;
        var state = record.State;
        var named = keys.Concat(keys.Select(key => context.Means(record.Id, key))).Distinct(StringComparer.Ordinal).ToList();
        return new(
            record.Id, state.First, state.Said, time, state.Began, state.Revised, data, named, company, counterparty, investors,
            GroupOf(data, company, counterparty))
        {
            Milestones = data is PlantOpened ? PlantMilestones.Of(record.SaidInOrder().OfType<PlantOpened>()) : [],
        };
    }

    public static string GroupOf(ReportData data, string? company, string? counterparty) => $"{data.GetType().Name}\n{FactRule.Of(data).Group(data, company, counterparty)}";

    /// <summary>A hash of a group, by which its records are found. Two groups may share one: matching looks at the group itself.</summary>
    public static long BucketOf(string group) => BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(group)));

    /// <summary>True where two sources mean the same thing by what they say.</summary>
    public bool Matches(Claim other) =>
        Record.Source != other.Record.Source && Group == other.Group && Rule.IsWithin(When, other.When) && Rule.MeansTheSame(this, other);
}
