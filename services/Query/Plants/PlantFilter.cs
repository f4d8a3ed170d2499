using System.Globalization;
using EventPlatform.Contracts;
using EventPlatform.Query.Companies;

namespace EventPlatform.Query.Plants;

/// <summary>The filter of a list or a count of plants. A null member does not filter.</summary>
/// <param name="Status">The status in force, now or on the requested day.</param>
/// <param name="Year">The year in which that status began.</param>
internal sealed record PlantFilter(string? Country, string? Technology, string? Owner, string? Year, string? Status)
{
    public static readonly string[] Statuses = [.. Enum.GetValues<PlantStatus>().Select(status => ContractJson.Name(status))];

    public static readonly string[] Groups = ["country", "technology", "owner", "year", "status"];

    public static PlantFilter Read(Parameters parameters) => new(
        parameters.Country(), parameters.Text("technology"), parameters.Text("owner"),
        parameters.Checked<string?>(
            "year", null, "must be a year such as 2019",
            text => text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? text : null),
        parameters.OneOf("status", Statuses));

    public bool IsEmpty => this == new PlantFilter(null, null, null, null, null);

    /// <summary>SQL for what a count is grouped by. Its value is null if it is not known.</summary>
    public static string Group(string name) => name switch
    {
        "country" => "f.country",
        "technology" => "lower(f.technology)",
        "owner" => "f.company",
        "year" => "to_char(s.in_force_on, 'YYYY')",
        _ => "s.in_force",
    };

    public async Task<Conditions> ConditionsAsync(ReadSession session, AsKnown known, CancellationToken ct) =>
        new Conditions("f.type = 'PlantOpened'", known.Facts)
        .Add("f.country = ?", Country).Add("lower(f.technology) = lower(?)", Technology)
        .Add("f.company = ?", Owner is null ? null : await KnownCompany.CanonicalAsync(session, known, Owner, ct))
        .Add($"{Group("year")} = ?", Year).Add("s.in_force = ?", Status);
}
