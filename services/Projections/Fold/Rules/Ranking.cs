using System.Text.Json;
using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Rules;

/// <summary>A value that sources do not agree in.</summary>
/// <param name="Value">Its name, such as amount.</param>
internal sealed record Dispute(string Value, IReadOnlyList<DisputedValue> Said);

/// <param name="Sources">Who says so.</param>
internal sealed record DisputedValue(JsonElement Value, IReadOnlyList<string> Sources);

/// <summary>Records that say the same thing, the headline's first: shows of each value what they agree in, and keeps what they do not.</summary>
internal sealed class Ranking(IReadOnlyList<Claim> claims)
{
    public IReadOnlyList<Claim> Claims => claims;

    public Claim Headline => claims[0];

    public List<Dispute> Disputes { get; } = [];

    /// <summary>Of the first that has it.</summary>
    public TValue? First<TData, TValue>(Func<TData, TValue?> value) where TData : ReportData where TValue : class =>
        claims.Select(claim => value((TData)claim.Data)).FirstOrDefault(given => given is not null);

    /// <summary>Of the first that names one, with the country that the first of those that name the same company gives.</summary>
    public CompanyRef? Company
    {
        get
        {
            var key = claims.Select(claim => claim.Company).FirstOrDefault(company => company is not null);
            var same = claims.Where(claim => claim.Company is not null && claim.Company == key).Select(claim => claim.Data.Subject!).ToList();
            return same.Count == 0 ? null : same[0] with { Country = same.Find(company => company.Country is not null)?.Country };
        }
    }

    /// <summary>The least vague where all that give it agree, else that of the first that gives it.</summary>
    public TValue? Agreed<TValue>(string name, Func<Claim, TValue?> value, Func<TValue, TValue, bool> agree, Func<TValue, int> vagueness) where TValue : class =>
        Shown(name, [.. claims.Select(claim => (claim, Value: value(claim)!)).Where(given => given.Value is not null)], agree, vagueness);

    public TValue? Agreed<TValue>(string name, Func<Claim, TValue?> value, Func<TValue, TValue, bool> agree, Func<TValue, int> vagueness) where TValue : struct
    {
        var given = claims.Select(claim => (claim, Value: value(claim))).Where(said => said.Value is not null).Select(said => (said.claim, said.Value!.Value)).ToList();
        return given.Count == 0 ? null : Shown(name, given, agree, vagueness);
    }

    private TValue? Shown<TValue>(string name, List<(Claim Claim, TValue Value)> given, Func<TValue, TValue, bool> agree, Func<TValue, int> vagueness)
    {
        if (given.Count < 2) return given.Count == 0 ? default : given[0].Value;
        if (given.TrueForAll(one => given.TrueForAll(other => agree(one.Value, other.Value)))) return given.MinBy(said => vagueness(said.Value)).Value;
        Disputes.Add(new(name, [.. given.GroupBy(said => JsonSerializer.SerializeToElement(said.Value, ContractJson.Options).GetRawText(), said => said.Claim.Record.Source, StringComparer.Ordinal)
            .Select(said => new DisputedValue(JsonElement.Parse(said.Key), [.. said]))]));
        return given[0].Value;
    }
}
