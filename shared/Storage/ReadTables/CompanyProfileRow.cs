namespace EventPlatform.Storage.ReadTables;

/// <summary>The features of a company by which candidates are found.</summary>
/// <param name="Signs">Features that two spellings of one company share, such as <c>country: US</c> or <c>investor: sequoia</c>.</param>
/// <param name="Rounds">The funding rounds in the same form.</param>
public sealed record CompanyProfileRow([property: Ordinal] string Company, string[] Sources, string[] Signs, string[] Rounds)
{
    public static readonly Table<CompanyProfileRow> Table = new("company_profiles", "company",
        new Index("company_profiles_by_round", "using gin (rounds) with (fastupdate = off)"));
}
