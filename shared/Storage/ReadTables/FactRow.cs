namespace EventPlatform.Storage.ReadTables;

/// <summary>
/// A version of a fact: its content as known from one position up to, but not including, another. A retracted fact keeps its last content
/// in a version with the state <c>retracted</c>. Companies are canonical keys.
/// </summary>
/// <param name="KnownTo">The highest bigint if the version is current.</param>
/// <param name="Ordinal">Counts the versions that began at one position.</param>
/// <param name="ContinuedBy">The fact that now contains the records of a retracted one.</param>
/// <param name="HasLeft">The companies that list the previous version but not this one.</param>
/// <param name="OnDate">The date as it was reported, such as 2019-11 or ~2020.</param>
/// <param name="Earliest">The first day that the date can mean.</param>
/// <param name="Latest">The last day that the date can mean.</param>
/// <param name="Due">The last day of a promise; null if the fact promises nothing.</param>
/// <param name="Basis">The basis on which shipped units are counted.</param>
/// <param name="Measure">How these units add up; null if no series counts them.</param>
/// <param name="Quantity">The number of these units, or the capacity of a plant.</param>
/// <param name="Unit">The unit of a capacity; null if it is not known.</param>
/// <param name="Lat">The latitude of a plant.</param>
/// <param name="Lon">The longitude of a plant.</param>
/// <param name="Reports">The positions of the reports that support the version, the headline's first; null if
/// <paramref name="Since"/> is the only one.</param>
/// <param name="Data">The content in the shape of the report type.</param>
public sealed record FactRow(
    Guid FactId, long Since, long KnownFrom, long KnownTo, int Ordinal, string Type, string State, Guid? ContinuedBy,
    string? Company, string? Counterparty, string[]? HasLeft, string[]? Investors, string Status,
    string? OnDate, [property: Type("date")] int? Earliest, [property: Type("date")] int? Latest, decimal? Amount, string? Currency,
    string? Round, string? Product, string? Region, string? Technology, string? Country, [property: Type("date")] int? Due,
    string? Basis, string? Measure, decimal? Quantity, string? Unit, decimal? Lat, decimal? Lon, string[] Sources, long[]? Reports,
    [property: Type("jsonb")] string Data, [property: Type("jsonb")] string? Milestones, [property: Type("jsonb")] string? Disputes)
{
    private const string IsCurrent = "known_to = 9223372036854775807 and state <> 'retracted'";
    private const string IsCountedRound = "type = 'FundingRaised' and state <> 'retracted' and status in ('announced', 'completed')";

    /// <summary>The positions of the reports that support the version, the headline's first.</summary>
    public long[] AllReports => Reports ?? [Since];

    public static readonly Table<FactRow> Table = new("facts", "fact_id, known_from",
        // Facts over time. The keys are not unique, so an index stores each key once
        new("facts_by_company", "(company)"),
        new("facts_by_counterparty", "(counterparty) where counterparty is not null"),
        new("facts_by_investor", "using gin (investors) where investors is not null"),
        new("facts_by_product", "(company, product) where product is not null"),
        new("facts_by_since", "(since)"),
        new("facts_by_change", "(known_from)"),
        new("plants_by_name", "using gin (lower(data->>'plant') read.gin_trgm_ops) where type = 'PlantOpened'"),
        // Current facts
        new("facts_by_type", $"(type, since) where {IsCurrent}"),
        new("facts_retracted", "(since, fact_id) where known_to = 9223372036854775807 and state = 'retracted'"),
        new("plants_by_place", $"(since, lat, lon) where {IsCurrent} and lat is not null"),
        // Promises
        new("promises", $"(due, fact_id) where {IsCurrent} and due is not null"),
        new("promises_by_company", $"(company, due) where {IsCurrent} and due is not null"),
        // Totals by index-only scans
        new("shipments",
            "(basis, company, product, region, latest desc, since desc) include (known_from, known_to, earliest, measure, quantity) " +
            "where state <> 'retracted' and measure is not null"),
        new("plants",
            "(country, unit) include (known_from, known_to, latest, earliest, quantity, company, technology, status) " +
            "where state <> 'retracted' and type = 'PlantOpened'"),
        new("rounds_over_time",
            $"(known_from, known_to) include (latest, earliest, currency, amount, round, country) where {IsCountedRound}"),
        new("rounds_over_time_by_company",
            $"(currency, company, known_from, known_to) include (latest, amount) where {IsCountedRound} and company is not null"));
}
