using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>
/// Ops declare that reports of a source, or of single records, mean the company <see cref="To"/> when they name <see cref="Key"/>. This
/// separates two companies that share one key. A later declaration of the same scope replaces this one, or undoes it if its
/// <see cref="To"/> is the key itself.
/// </summary>
public sealed record CompanyReassigned : IdentityDeclared
{
    /// <summary>The key that the reports name.</summary>
    [StringLength(CompanyKey.MaxLength)] public required string Key { get; init; }

    /// <summary>The key that they mean.</summary>
    [StringLength(CompanyKey.MaxLength)] public required string To { get; init; }

    /// <summary>The reports of this source and of the sources below it.</summary>
    [StringLength(256, MinimumLength = 1)] public string? Source { get; init; }

    /// <summary>The reports of these records.</summary>
    public IReadOnlyList<ReportedRecord>? Records { get; init; }

    [JsonIgnore] public override IEnumerable<(string Pointer, string Key)> Keys =>
        Key == To ? [("/key", Key)] : [("/key", Key), ("/to", To)];

    public override IEnumerable<Problem> Check(DateOnly today)
    {
        if (Source is null == (Records is not { Count: > 0 })) yield return new("", "must have either source or records");
        if (Records is { } records && records.Distinct().Count() < records.Count)
            yield return new("/records", "must name different records");
        foreach (var problem in base.Check(today)) yield return problem;
    }
}

/// <summary>The <c>recordKey</c> of a source's reports, or the <c>id</c> of a report without a record key.</summary>
public sealed record ReportedRecord : IChecked
{
    [StringLength(256, MinimumLength = 1)] public required string Source { get; init; }

    [StringLength(256, MinimumLength = 1)] public string? RecordKey { get; init; }

    [StringLength(256, MinimumLength = 1)] public string? Id { get; init; }

    /// <summary>The name of the record, see <see cref="RecordName"/>.</summary>
    [JsonIgnore] public string Record => RecordName.Of(RecordKey, Id!);

    public IEnumerable<Problem> Check(DateOnly today)
    {
        if (RecordKey is null == Id is null) yield return new("", "must have either recordKey or id");
    }
}
