using System.Buffers.Binary;
using System.Security.Cryptography;
using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.Projections.Fold.Facts;

/// <summary>The current content of a record with resolved companies, ready to be matched with the claims of other sources.</summary>
internal abstract class Claim(ResolvedStatement said, MatchTerms terms)
{
    /// <summary>The maximum number of days of a date that is looked up by its first day.</summary>
    public const int MaxNarrowDays = 366;

    private Guid? factId;
    private readonly RecordState state = said.State;

    public RecordId Record { get; } = said.Record;

    /// <summary>The position of the record's first report.</summary>
    public long Number => state.First;

    /// <summary>The position of the report in force.</summary>
    public long Position => state.InForce;

    /// <summary>The time of the report in force.</summary>
    public DateTimeOffset Time { get; } = said.Says.Time;

    /// <summary>The earliest time of the record's reports.</summary>
    public DateTimeOffset Began => state.Began;

    /// <summary>True if the record has said something else before or since.</summary>
    public bool IsRevised => state.Revised;

    public abstract ReportData Data { get; }

    /// <summary>All keys in the report, both as sent and as meant.</summary>
    public IReadOnlyList<string> Keys { get; } = said.Keys;

    /// <summary>The canonical key of every party of the report, in its order.</summary>
    public IReadOnlyList<string> Parties { get; } = said.Parties;

    /// <summary>A canonical key; null for a plant whose owner is unknown.</summary>
    public string? Company { get; } = said.Company;

    /// <summary>A canonical key; null if the fact is shown only on its company.</summary>
    public string? Counterparty { get; } = said.Counterparty;

    /// <inheritdoc cref="MatchTerms.Group"/>
    public string Group { get; } = terms.Group;

    public PartialDate? When { get; } = terms.When;

    public Money? Amount { get; } = terms.Amount;

    /// <inheritdoc cref="MatchTerms.IsWide"/>
    public bool IsWide { get; } = terms.IsWide;

    /// <summary>The id of the fact that this record founds, if it founds one.</summary>
    public Guid FactId => factId ??= Record.FactId();

    /// <summary>
    /// Returns a hash of a group, by which its records are found. Two groups may share a hash, so matching compares the groups themselves.
    /// </summary>
    public static long BucketOf(string group)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Utf8Hash.Of(group, hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }
}

/// <summary>A claim of one report type.</summary>
internal class Claim<TData>(ResolvedStatement said, MatchTerms terms) : Claim(said, terms) where TData : ReportData
{
    public sealed override TData Data { get; } = (TData)said.Says.Data;
}
