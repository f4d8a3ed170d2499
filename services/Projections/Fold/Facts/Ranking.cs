using System.Globalization;
using System.Text.Json;
using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Facts;

/// <summary>
/// The claims of different sources that mean the same, in rank order: by trust, then by time, then by position, each descending. Selects
/// the values to show, and collects the disputed values (docs/facts.md, R34 to R38).
/// </summary>
internal sealed class Ranking<TClaim> where TClaim : Claim
{
    private readonly List<(TClaim Claim, int Trust)> ranked;
    private List<Dispute>? disputes;

    public Ranking(IReadOnlyList<Claim> claims, Func<string, int> trust)
    {
        ranked = new(claims.Count);
        for (var index = 0; index < claims.Count; index++)
            ranked.Add(((TClaim)claims[index], claims.Count == 1 ? 0 : trust(claims[index].Record.Source)));
        if (ranked.Count > 1) ranked.Sort(CompareRank);
    }

    public IEnumerable<TClaim> Claims => ranked.Select(one => one.Claim);

    public int Count => ranked.Count;

    /// <summary>The claim that provides all values that are not agreed one by one.</summary>
    public TClaim Headline => ranked[0].Claim;

    /// <summary>The disputed values; null if all claims agree.</summary>
    public IReadOnlyList<Dispute>? Disputes => disputes;

    /// <summary>Returns the value of the first claim that has one.</summary>
    public TValue? First<TValue>(Func<TClaim, TValue?> value) where TValue : class =>
        ranked.Count == 1 ? value(Headline) : Claims.Select(value).FirstOrDefault(given => given is not null);

    /// <summary>The canonical key of the first claim that names a company.</summary>
    public string? CompanyKey => First(claim => claim.Company);

    /// <summary>
    /// The company from the first claim that names one, with the country from the first claim of the same company that has one.
    /// </summary>
    public CompanyRef? Company
    {
        get
        {
            if (ranked.Count == 1) return Headline.Company is null ? null : Headline.Data.Subject;
            var key = CompanyKey;
            var same = Claims.Where(claim => claim.Company is not null && claim.Company == key)
                .Select(claim => claim.Data.Subject!).ToList();
            return same.Count == 0 ? null : same[0] with { Country = same.Find(company => company.Country is not null)?.Country };
        }
    }

    /// <summary>
    /// Returns the least vague value if all claims with a value agree, and otherwise the first in the rank of the values (R36).
    /// </summary>
    public TValue? Agreed<TValue>(string name, Func<TClaim, TValue?> value, Func<TValue, TValue, bool> agree, Func<TValue, int> vagueness)
        where TValue : class
    {
        if (ranked.Count == 1) return value(Headline);
        var given = new List<Given<TValue>>(ranked.Count);
        foreach (var (claim, trust) in ranked)
        {
            if (value(claim) is { } its) given.Add(new(claim, trust, its));
        }

        return Shown(name, given, agree, vagueness);
    }

    public TValue? Agreed<TValue>(string name, Func<TClaim, TValue?> value, Func<TValue, TValue, bool> agree, Func<TValue, int> vagueness)
        where TValue : struct
    {
        if (ranked.Count == 1) return value(Headline);
        var given = new List<Given<TValue>>(ranked.Count);
        foreach (var (claim, trust) in ranked)
        {
            if (value(claim) is { } its) given.Add(new(claim, trust, its));
        }

        return given.Count == 0 ? null : Shown(name, given, agree, vagueness);
    }

    public PartialDate? Date(string name, Func<TClaim, PartialDate?> value) => Agreed(name, value, Agreement.OfDates, Agreement.Vagueness);

    /// <summary>Returns the amount of the claims. In a dispute, the currency that was reported first has priority.</summary>
    public Money? Money(string name)
    {
        if (ranked.Count == 1) return Headline.Amount;
        var given = ranked.Where(one => one.Claim.Amount is not null).ToList();
        var currency = given.OrderBy(one => one.Claim.Began).ThenBy(one => one.Claim.Number).FirstOrDefault().Claim?.Amount!.Currency;
        return Shown(
            name, given.ConvertAll(one => new Given<Money>(one.Claim, one.Trust, one.Claim.Amount!)), Agreement.OfMoney,
            money => Agreement.Vagueness(money.Amount), money => money.Currency == currency);
    }

    /// <summary>Returns the latest status if all claims agree, with the date of its report.</summary>
    public (TStatus Status, PartialDate? On) Status<TStatus>(Func<TClaim, TStatus> status) where TStatus : struct, Enum => ranked.Count == 1
        ? (status(Headline), Headline.When)
        : Shown("status",
        ranked.ConvertAll(one => new Given<(TStatus Status, PartialDate? On)>(one.Claim, one.Trust, (status(one.Claim), one.Claim.When))),
        Agreement.OfStatuses, said => -Convert.ToInt32(said.Status, CultureInfo.InvariantCulture), show: said => said.Status);

    private TValue? Shown<TValue>(
        string name, List<Given<TValue>> given, Func<TValue, TValue, bool> agree, Func<TValue, int> vagueness,
        Func<TValue, bool>? isPreferred = null, Func<TValue, object?>? show = null)
    {
        if (given.Count < 2) return given.Count == 0 ? default : given[0].Value;
        if (DoAllAgree(given, agree)) return given.MinBy(said => vagueness(said.Value)).Value;
        var inRank = given.OrderByDescending(one => one.Trust).ThenByDescending(one => given.Count(other => agree(one.Value, other.Value)))
            .ThenByDescending(one => isPreferred?.Invoke(one.Value)).ToList();
        (disputes ??= []).Add(new(name, [.. inRank.GroupBy(Json, said => said.Claim.Record.Source, StringComparer.Ordinal)
            .Select(said => new DisputedValue(JsonElement.Parse(said.Key), [.. said]))]));
        return inRank[0].Value;

        string Json(Given<TValue> said) => JsonSerializer.Serialize(show is null ? said.Value : show(said.Value), ContractJson.Options);
    }

    private static bool DoAllAgree<TValue>(List<Given<TValue>> given, Func<TValue, TValue, bool> agree)
    {
        for (var index = 1; index < given.Count; index++)
        {
            for (var earlier = 0; earlier < index; earlier++)
            {
                if (!agree(given[earlier].Value, given[index].Value)) return false;
            }
        }

        return true;
    }

    private static int CompareRank((TClaim Claim, int Trust) one, (TClaim Claim, int Trust) other) =>
        (other.Trust, other.Claim.Time, other.Claim.Position).CompareTo((one.Trust, one.Claim.Time, one.Claim.Position));

    private readonly record struct Given<TValue>(TClaim Claim, int Trust, TValue Value);
}
