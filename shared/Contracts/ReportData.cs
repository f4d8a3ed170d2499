using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>
/// The event that a report describes. Each report type is one record. Fields are only ever added, and new ones are optional.
/// </summary>
public abstract record ReportData : IChecked
{
    [StringLength(2000)] public string? Remark { get; init; }

    public Evidence? Evidence { get; init; }

    /// <summary>
    /// The company that the report is about; null only for a plant with an unknown owner, for retractions, and for declarations by ops.
    /// </summary>
    [JsonIgnore] public abstract CompanyRef? Subject { get; }

    /// <summary>All parties in the report: the company first, if there is one, then the others.</summary>
    [JsonIgnore] public virtual IReadOnlyList<Named> Parties => Subject is { } company ? [company] : [];

    /// <summary>Returns the stream of the report.</summary>
    /// <param name="source">CloudEvents source.</param>
    /// <param name="record">The record key, or else the id.</param>
    public virtual string Stream(string source, string record) =>
        Subject is { } company ? $"company/{company.KeyAsSent()}" : $"plant/{source}/{record}";

    public virtual IEnumerable<Problem> Check(DateOnly today) => [];

    /// <summary>Checks that an event that has happened is not dated in the future.</summary>
    protected static IEnumerable<Problem> CheckHappened(bool hasHappened, PartialDate? on, string pointer, Enum status, DateOnly today)
    {
        if (hasHappened && on is not null && on.IsAfter(today))
            yield return new(pointer, $"must not be in the future if status is {ContractJson.Name(status)}");
    }
}

/// <summary>The evidence for a report: the publication, and the quoted words.</summary>
public sealed record Evidence : IChecked
{
    [StringLength(2000)] public string? Url { get; init; }

    [StringLength(300)] public string? Publisher { get; init; }

    [StringLength(500)] public string? Title { get; init; }

    public PartialDate? PublishedOn { get; init; }

    [StringLength(2000)] public string? Quote { get; init; }

    /// <summary>The feed's own estimate of how likely it read the source correctly, from 0 to 1.</summary>
    [Range(0d, 1d)] public decimal? Confidence { get; init; }

    public IEnumerable<Problem> Check(DateOnly today)
    {
        if (PublishedOn is { } published && published.IsAfter(today)) yield return new("/publishedOn", "must not be in the future");
    }
}
