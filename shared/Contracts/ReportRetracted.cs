using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>A feed takes back one of its reports, or a whole record. A later report of the record reinstates it.</summary>
public sealed record ReportRetracted : ReportData
{
    public required RetractionTarget Target { get; init; }

    [StringLength(1000, MinimumLength = 1)] public required string Reason { get; init; }

    /// <summary>The company that the target is about, if the feed wants the retraction in the company's stream.</summary>
    public CompanyRef? Company { get; init; }

    [JsonIgnore] public override CompanyRef? Subject => Company;

    public override string Stream(string source, string record) => Company is null ? $"feed/{source}" : base.Stream(source, record);
}

/// <summary>Either the <c>id</c> of a report of the same source, or the <c>recordkey</c> of its reports.</summary>
public sealed record RetractionTarget : IChecked
{
    [StringLength(256, MinimumLength = 1)] public string? Id { get; init; }

    [StringLength(256, MinimumLength = 1)] public string? RecordKey { get; init; }

    public IEnumerable<Problem> Check(DateOnly today)
    {
        if (Id is null == RecordKey is null) yield return new("", "must have either id or recordKey");
    }
}
