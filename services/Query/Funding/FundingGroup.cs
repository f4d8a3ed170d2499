namespace EventPlatform.Query.Funding;

/// <summary>What a funding total is of, as SQL over rounds <c>f</c>.</summary>
/// <param name="Key">The key of the line that a round counts in, or of the lines.</param>
/// <param name="Counts">Whether it counts in any.</param>
internal sealed record FundingGroup(string Name, string Key, string Counts)
{
    /// <summary>As a number: to group by text would be five times dearer.</summary>
    private const string Year = $"extract(year from {Day})";

    private const string Quarter = $"(extract(year from {Day}) * 10 + extract(quarter from {Day}))";

    private const string Day = "(case when f.latest < 'infinity' then f.latest when f.earliest > '-infinity' then f.earliest end)";

    /// <summary>The countries of a round's investors, each once.</summary>
    private const string InvestorCountries =
        "unnest(array(select distinct i->'party'->>'country' from jsonb_array_elements(f.data->'investors') i where i->'party'->'country' is not null))";

    public static readonly string[] Names = ["company", "investor", "round", "year", "quarter", "country", InvestorCountry];

    private const string InvestorCountry = "investor-country";

    /// <summary>By investor, and by country of investors, each is given the whole of the rounds.</summary>
    public bool IsAdditive => Name is not ("investor" or InvestorCountry);

    public bool IsOfCompanies => Name is "company" or "investor";

    public static FundingGroup Of(string name) => name switch
    {
        "investor" => new(name, "unnest(f.investors)", "f.investors is not null"),
        "year" => new(name, Year, $"{Year} is not null"),
        "quarter" => new(name, Quarter, $"{Quarter} is not null"),
        InvestorCountry => new(name, InvestorCountries, "f.investors is not null"),
        _ => new(name, $"f.{name}", $"f.{name} is not null"),
    };

    /// <summary>The key as answers give it.</summary>
    public string Text(string key) => Name switch
    {
        "year" => $"to_char({key}, 'FM0000')",
        "quarter" => $"to_char({key}, 'FM0000\"-Q\"0')",
        _ => key,
    };

    /// <summary>Rounds of some companies or investors, by an index; of other lines there are few, and each has many rounds.</summary>
    public void AddKeys(string[] keys, Conditions conditions)
    {
        if (Name == "investor") conditions.Add("f.investors && ?", keys);
        if (Name == "company") conditions.Add("f.company = any(?)", keys);
    }

    /// <summary>Rounds of one line. A condition on the array finds an investor's by their index.</summary>
    public void AddKey(string key, Conditions conditions)
    {
        if (Name == "investor") conditions.Add("f.investors @> ?", new[] { key });
        else if (Name == InvestorCountry)
            conditions.Add("exists (select from jsonb_array_elements(f.data->'investors') i where i->'party'->>'country' = ?)", key);
        else conditions.Add($"{Text(Key)} = ?", key);
    }
}
