using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>What ops declare about which company keys mean the same company. Keys are company keys as sent. Posting one needs a key with the ops role.</summary>
public abstract record IdentityDeclared : ReportData
{
    [StringLength(1000)] public string? Reason { get; init; }

    /// <summary>The keys that it names, with the pointer to each.</summary>
    [JsonIgnore] public abstract IEnumerable<(string Pointer, string Key)> Keys { get; }

    [JsonIgnore] public override CompanyRef? Subject => null;

    // One stream, and so one partition: declarations keep their order among themselves
    public override string Stream(string source, string record) => "ops/companies";

    public override IEnumerable<Problem> Check(DateOnly today)
    {
        foreach (var (pointer, key) in Keys)
        {
            if (!CompanyKey.IsKey(key)) yield return new(pointer, "must be a company key: lower-case letters and digits joined by single hyphens");
        }

        if (Keys.DistinctBy(named => named.Key, StringComparer.Ordinal).Count() < Keys.Count()) yield return new("", "must name different keys");
    }
}
