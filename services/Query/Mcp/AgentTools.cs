using System.ComponentModel;
using System.Text.Json.Nodes;
using ModelContextProtocol.Server;

namespace EventPlatform.Query.Mcp;

/// <summary>The tools of agents. Each calls an endpoint of the API, with the same parameters and the same answer.</summary>
[McpServerToolType]
internal sealed class AgentTools(Asking asking)
{
    private const string Known = "What was known at this position of the log, or at this time (RFC 3339). The default is now.";
    private const string Day = "The world up to this day, such as 2019-12-31.";
    private const string More = "'next' of the previous answer, for its next page.";

    [McpServerTool(Name = "search", ReadOnly = true, OpenWorld = false)]
    [Description("Finds companies, people, products and plants by name, the best match first. Start here to get keys.")]
    public Task<JsonNode> SearchAsync(
        [Description("A name, or a part of one")] string q, CancellationToken ct,
        [Description("company, person, product, plant or investor")] string? kind = null, [Description(Known)] string? knownAt = null,
        [Description(More)] string? cursor = null) =>
        asking.AskAsync("/v1/search", ct, ("q", q), ("kind", kind), ("knownAt", knownAt), ("cursor", cursor));

    [McpServerTool(Name = "company", ReadOnly = true, OpenWorld = false)]
    [Description("What is known about one company: names, money raised per currency, rounds, products, plants, partnerships, promises.")]
    public Task<JsonNode> CompanyAsync(
        [Description("The company's key, as search returns it")] string key, CancellationToken ct,
        [Description(Day)] string? asOf = null, [Description(Known)] string? knownAt = null, [Description(More)] string? cursor = null) =>
        asking.AskAsync("/v1/companies/{key}", ct, ("key", key), ("asOf", asOf), ("knownAt", knownAt), ("cursor", cursor), ("limit", "50"));

    [McpServerTool(Name = "facts", ReadOnly = true, OpenWorld = false)]
    [Description("Lists what the platform concludes from reports, with the sources of each fact.")]
    public Task<JsonNode> FactsAsync(
        CancellationToken ct, [Description("Key of a company")] string? company = null,
        [Description("FundingRaised, CompanyAcquired, PartnershipFormed, ProductAnnounced, ProductShipped or PlantOpened")]
        string? type = null,
        [Description("reported, revised, corroborated, disputed or retracted")] string? state = null,
        [Description("Facts whose date may mean this day or a later one")] string? from = null,
        [Description("Facts whose date may mean this day or an earlier one")] string? to = null,
        [Description("known, date or amount; with a minus, the latest or largest first")] string? sort = null,
        [Description(Known)] string? knownAt = null, [Description(More)] string? cursor = null) =>
        asking.AskAsync("/v1/facts", ct, ("company", company), ("type", type), ("state", state), ("from", from), ("to", to), ("sort", sort),
            ("knownAt", knownAt), ("cursor", cursor), ("limit", "20"));

    [McpServerTool(Name = "fact", ReadOnly = true, OpenWorld = false)]
    [Description("One fact with its history and the reports that it rests on, each with its quote and link.")]
    public Task<JsonNode> FactAsync(
        [Description("The id of the fact, a UUID")] string id, CancellationToken ct, [Description(Known)] string? knownAt = null,
        [Description(More)] string? cursor = null) =>
        asking.AskAsync("/v1/facts/{id:guid}", ct, ("id", id), ("knownAt", knownAt), ("cursor", cursor));

    [McpServerTool(Name = "funding_totals", ReadOnly = true, OpenWorld = false)]
    [Description("Money raised in announced and completed rounds, a line per currency. Amounts of different currencies are never added.")]
    public Task<JsonNode> FundingTotalsAsync(
        CancellationToken ct, [Description("company, investor, round, year, quarter, country or investor-country")] string? groupBy = null,
        [Description("Only the line with this key")] string? key = null, [Description("ISO 4217")] string? currency = null,
        [Description("First day of a period")] string? from = null, [Description("Last day of a period")] string? to = null,
        [Description(Known)] string? knownAt = null, [Description(More)] string? cursor = null) =>
        asking.AskAsync("/v1/funding/totals", ct, ("groupBy", groupBy), ("key", key), ("currency", currency), ("from", from), ("to", to),
            ("knownAt", knownAt), ("cursor", cursor), ("limit", "50"));

    [McpServerTool(Name = "explain", ReadOnly = true, OpenWorld = false)]
    [Description(
        "The facts that add up to a number, with the reports, quotes and links that they rest on. Use it before you state a number.")]
    public Task<JsonNode> ExplainAsync(
        [Description("funding, undisclosed, plants, capacity or units")] string of, CancellationToken ct,
        [Description("What the line is grouped by, as in the totals")] string? groupBy = null,
        [Description("The key of the line")] string? key = null,
        [Description("Currency of a funding total (ISO 4217)")] string? currency = null,
        [Description("Unit of a capacity, such as MW")] string? unit = null,
        [Description("Key of the company, if of=units")] string? company = null,
        [Description("Name of the product, if of=units")] string? product = null,
        [Description("First day of the period of a funding total")] string? from = null,
        [Description("Last day of that period")] string? to = null,
        [Description(Day)] string? asOf = null, [Description(Known)] string? knownAt = null, [Description(More)] string? cursor = null) =>
        asking.AskAsync("/v1/explain", ct, ("of", of), ("groupBy", groupBy), ("key", key), ("currency", currency), ("unit", unit),
            ("company", company), ("product", product), ("from", from), ("to", to), ("asOf", asOf), ("knownAt", knownAt),
            ("cursor", cursor), ("limit", "20"));

    [McpServerTool(Name = "changes", ReadOnly = true, OpenWorld = false)]
    [Description("Changes of facts since a cursor, oldest first. Keep 'next' to continue later.")]
    public Task<JsonNode> ChangesAsync(
        [Description("'next' of the previous answer, or a position; 0 for everything")] string after, CancellationToken ct,
        [Description("Key of a company")] string? company = null, [Description("A report type")] string? type = null) =>
        asking.AskAsync("/v1/facts/changes", ct, ("after", after), ("company", company), ("type", type), ("limit", "50"));
}
