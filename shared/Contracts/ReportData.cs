using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>What a report says happened. Each report type is one record; fields are only ever added, and then optional.</summary>
public abstract record ReportData : IChecked
{
    [StringLength(2000)] public string? Remark { get; init; }

    public Evidence? Evidence { get; init; }

    /// <summary>The company that it is about; null only for a plant whose owner is unknown, for retractions, and for what ops declare.</summary>
    [JsonIgnore] public abstract CompanyRef? Subject { get; }

    /// <summary>Everyone whom it names: the company first, if there is one, then the other parties.</summary>
    [JsonIgnore] public virtual IReadOnlyList<Named> Parties => Subject is { } company ? [company] : [];

    /// <summary>The stream that it is kept in.</summary>
    /// <param name="source">CloudEvents source.</param>
    /// <param name="record">Record key, else id.</param>
    public virtual string Stream(string source, string record) =>
        Subject is { } company ? $"company/{company.KeyAsSent()}" : $"plant/{source}/{record}";

    public virtual IEnumerable<Problem> Check(DateOnly today) => [];

    /// <summary>What has happened has a date that is not in the future.</summary>
    protected static IEnumerable<Problem> CheckHappened(bool hasHappened, PartialDate? on, string pointer, Enum status, DateOnly today)
    {
        if (hasHappened && on is not null && on.IsAfter(today)) yield return new(pointer, $"must not be in the future where status is {ContractJson.Name(status)}");
    }
}

/// <summary>What a report rests on: the publication, and the words in it.</summary>
public sealed record Evidence : IChecked
{
    [StringLength(2000)] public string? Url { get; init; }

    [StringLength(300)] public string? Publisher { get; init; }

    [StringLength(500)] public string? Title { get; init; }

    public PartialDate? PublishedOn { get; init; }

    [StringLength(2000)] public string? Quote { get; init; }

    /// <summary>The feed's own estimate that it read the source right, from 0 to 1.</summary>
    [Range(0d, 1d)] public decimal? Confidence { get; init; }

    public IEnumerable<Problem> Check(DateOnly today)
    {
        if (PublishedOn is { } published && published.IsAfter(today)) yield return new("/publishedOn", "must not be in the future");
    }
}
