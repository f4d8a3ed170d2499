namespace EventPlatform.Storage.ReadTables;

/// <summary>
/// A version of a fact: what it was known to be from one position up to, not including, another. A retracted fact keeps its last words in a
/// version whose state is <c>retracted</c>. Companies are canonical keys.
/// </summary>
/// <param name="KnownTo">The highest bigint if the version is current.</param>
/// <param name="Ordinal">Counts the versions that began at one position.</param>
/// <param name="ContinuedBy">The fact that has the records of a retracted one now.</param>
/// <param name="HasLeft">Companies that the version before was shown on and this one is not.</param>
/// <param name="OnDate">The date as it was reported, such as 2019-11 or ~2020.</param>
/// <param name="Earliest">First day that the date may mean.</param>
/// <param name="Latest">Last day that the date may mean.</param>
/// <param name="Due">Last day of what it promises; null if it promises nothing.</param>
/// <param name="Basis">What was counted of units that left.</param>
/// <param name="Measure">How such units add up; null if no series counts them.</param>
/// <param name="Quantity">Such units, or the capacity of a plant.</param>
/// <param name="Unit">Of a capacity; null if it is not known.</param>
/// <param name="Reports">Positions of the reports that the version rests on, the headline's first.</param>
/// <param name="Data">The content in the shape of the report type.</param>
public sealed record FactRow(
    Guid FactId, long Since, long KnownFrom, long KnownTo, int Ordinal, string Type, string State, Guid? ContinuedBy,
    string? Company, string? Counterparty, string[]? HasLeft, string[]? Investors, string Status,
    string? OnDate, [property: Type("date")] int? Earliest, [property: Type("date")] int? Latest, decimal? Amount, string? Currency,
    string? Round, string? Product, string? Region, string? Technology, string? Country, [property: Type("date")] int? Due,
    string? Basis, string? Measure, decimal? Quantity, string? Unit, string[] Sources, long[] Reports,
    [property: Type("jsonb")] string Data, [property: Type("jsonb")] string? Milestones, [property: Type("jsonb")] string? Disputes)
{
    private const string IsCurrent = "known_to = 9223372036854775807 and state <> 'retracted'";
    private const string IsCountedRound = "type = 'FundingRaised' and state <> 'retracted' and status in ('announced', 'completed')";

    public static readonly Table<FactRow> Table = new("facts", "fact_id, known_from",
        // Current facts
        new("facts_by_company", $"(company, since) where {IsCurrent}"),
        new("facts_by_counterparty", $"(counterparty, since) where {IsCurrent} and counterparty is not null"),
        new("facts_by_type", $"(type, since) where {IsCurrent}"),
        new("facts_retracted", "(since, fact_id) where known_to = 9223372036854775807 and state = 'retracted'"),
        // Promises
        new("promises", $"(due, fact_id) where {IsCurrent} and due is not null"),
        new("promises_by_company", $"(company, due) where {IsCurrent} and due is not null"),
        // Facts over time
        new("facts_by_since", "(since, fact_id)"),
        new("versions_by_company", "(company, known_from)"),
        new("versions_by_counterparty", "(counterparty, known_from) where counterparty is not null"),
        new("versions_by_investor", "using gin (investors) where investors is not null"),
        new("plants_by_name", "using gin (lower(data->>'plant') read.gin_trgm_ops) where type = 'PlantOpened'"),
        new("versions_of_plants", "(country, known_from, known_to) where type = 'PlantOpened'"),
        new("versions_of_products", "(company, product, known_from) where product is not null"),
        new("changes", "(known_from, ordinal)"),
        // Totals from the index alone
        new("shipments",
            "(basis, company, product, region, latest desc, since desc) include (measure, earliest, quantity) " +
            $"where {IsCurrent} and measure is not null"),
        new("plants",
            "(unit, country) include (quantity, company, technology, status, latest, earliest) " +
            $"where {IsCurrent} and type = 'PlantOpened'"),
        new("rounds_over_time",
            $"(known_from, known_to) include (latest, earliest, currency, amount, round, country) where {IsCountedRound}"),
        new("rounds_over_time_by_company",
            $"(currency, company, known_from, known_to) include (latest, amount) where {IsCountedRound} and company is not null"));
}
