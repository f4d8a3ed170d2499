using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>
/// A declaration by ops about which company keys mean the same company. The keys in it are company keys as sent. Only a key with the ops
/// role can post it.
/// </summary>
public abstract record IdentityDeclared : ReportData
{
    [StringLength(1000)] public string? Reason { get; init; }

    /// <summary>The company keys in the declaration, with the JSON Pointer to each.</summary>
    [JsonIgnore] public abstract IEnumerable<(string Pointer, string Key)> Keys { get; }

    [JsonIgnore] public override CompanyRef? Subject => null;

    // One stream means one partition, so declarations keep their order
    public override string Stream(string source, string record) => "ops/companies";

    public override IEnumerable<Problem> Check(DateOnly today)
    {
        foreach (var (pointer, key) in Keys)
        {
            if (!CompanyKey.IsKey(key))
                yield return new(pointer, "must be a company key: lower-case letters and digits joined by single hyphens");
        }

        if (Keys.DistinctBy(named => named.Key, StringComparer.Ordinal).Count() < Keys.Count())
            yield return new("", "must name different keys");
    }
}
