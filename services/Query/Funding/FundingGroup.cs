namespace EventPlatform.Query.Funding;

/// <summary>What a funding total is of, as SQL over rounds <c>f</c>.</summary>
/// <param name="Key">The key of the line that a round counts in, or of the lines.</param>
/// <param name="Counts">Whether it counts in any.</param>
internal sealed record FundingGroup(string Name, string Key, string Counts)
{
    /// <summary>As a number: to group by text would be five times dearer.</summary>
    private const string Year = "extract(year from case when f.latest = 'infinity' then f.earliest else f.latest end)";

    public static readonly string[] Names = ["company", "investor", "round", "year", "country"];

    /// <summary>By investor each is given the whole of the rounds that it joined.</summary>
    public bool IsAdditive => Name != "investor";

    public bool IsOfCompanies => Name is "company" or "investor";

    public static FundingGroup Of(string name) => name switch
    {
        "investor" => new(name, "unnest(f.investors)", "f.investors is not null"),
        "year" => new(name, Year, $"{Year} is not null"),
        _ => new(name, $"f.{name}", $"f.{name} is not null"),
    };

    /// <summary>The key as answers give it.</summary>
    public string Text(string key) => Name == "year" ? $"to_char({key}, 'FM0000')" : key;

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
        else conditions.Add($"{Text(Key)} = ?", key);
    }
}
