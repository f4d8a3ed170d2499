namespace EventPlatform.Query.Funding;

/// <summary>What a funding total is of, as SQL over rounds <c>f</c>.</summary>
/// <param name="Key">The key of the line that a round counts in; null: it counts in none.</param>
/// <param name="From">What else is read beside the rounds.</param>
internal sealed record FundingGroup(string Name, string Key, string From = "")
{
    public static readonly string[] Names = ["company", "investor", "round", "year", "country"];

    /// <summary>By investor each is given the whole of the rounds that it joined.</summary>
    public bool IsAdditive => Name != "investor";

    public bool IsOfCompanies => Name is "company" or "investor";

    public static FundingGroup Of(string name) => name switch
    {
        "investor" => new(name, "i.investor", " cross join unnest(f.investors) i (investor)"),
        "year" => new(name, "to_char(case when f.latest = 'infinity' then f.earliest else f.latest end, 'YYYY')"),
        _ => new(name, $"f.{name}"),
    };

    /// <summary>Rounds of one line. A condition on the array finds an investor's by their index.</summary>
    public void AddKey(string key, Conditions conditions)
    {
        if (Name == "investor") conditions.Add("f.investors @> ?", new[] { key });
        else conditions.Add($"{Key} = ?", key);
    }
}
