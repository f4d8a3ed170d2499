namespace EventPlatform.Storage.ReadTables;

/// <summary>What candidates are found by, for each company.</summary>
/// <param name="Signs">What two spellings of one company have in common, such as <c>country: US</c> or <c>investor: sequoia</c>.</param>
/// <param name="Rounds">Rounds as such signs.</param>
public sealed record CompanyProfileRow([property: Ordinal] string Company, string[] Sources, string[] Signs, string[] Rounds)
{
    public static readonly Table<CompanyProfileRow> Table = new("company_profiles", "company",
        new Index("company_profiles_by_round", "using gin (rounds) with (fastupdate = off)"));
}
