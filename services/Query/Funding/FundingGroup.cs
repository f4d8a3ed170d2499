namespace EventPlatform.Query.Funding;

/// <summary>What funding totals are grouped by, as SQL over rounds <c>f</c>.</summary>
/// <param name="Key">The key of the line, or of the lines, that a round counts in.</param>
/// <param name="Counts">The condition that a round counts in any line.</param>
internal sealed record FundingGroup(string Name, string Key, string Counts)
{
    /// <summary>A number, because grouping by text would cost five times as much.</summary>
    private const string Year = $"extract(year from {Day})";

    private const string Quarter = $"(extract(year from {Day}) * 10 + extract(quarter from {Day}))";

    private const string Day = "(case when f.latest < 'infinity' then f.latest when f.earliest > '-infinity' then f.earliest end)";

    /// <summary>The countries of a round's investors, each once.</summary>
    private const string InvestorCountries =
        "unnest(array(select distinct i->'party'->>'country' from jsonb_array_elements(f.data->'investors') i where i->'party'->'country' is not null))";

    public static readonly string[] Names = ["company", "investor", "round", "year", "quarter", "country", InvestorCountry];

    private const string InvestorCountry = "investor-country";

    /// <summary>False by investor and by investor country: each gets the whole amount of a round.</summary>
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

    /// <summary>Returns the key in the form of the answers.</summary>
    public string Text(string key) => Name switch
    {
        "year" => $"to_char({key}, 'FM0000')",
        "quarter" => $"to_char({key}, 'FM0000\"-Q\"0')",
        _ => key,
    };

    /// <summary>
    /// Selects the rounds of some companies or investors, by an index. Other groups have few lines with many rounds each.
    /// </summary>
    public void AddKeys(string[] keys, Conditions conditions)
    {
        if (Name == "investor") conditions.Add("f.investors && ?", keys);
        if (Name == "company") conditions.Add("f.company = any(?)", keys);
    }

    /// <summary>Selects the rounds of one line. For an investor, a condition on the array uses its index.</summary>
    public void AddKey(string key, Conditions conditions)
    {
        if (Name == "investor") conditions.Add("f.investors @> ?", new[] { key });
        else if (Name == InvestorCountry)
            conditions.Add("exists (select from jsonb_array_elements(f.data->'investors') i where i->'party'->>'country' = ?)", key);
        else conditions.Add($"{Text(Key)} = ?", key);
    }
}
