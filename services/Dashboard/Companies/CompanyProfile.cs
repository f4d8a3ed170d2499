using System.Text.Json.Serialization;
using EventPlatform.Client;
using EventPlatform.Contracts;
using EventPlatform.Dashboard.Display;
using EventPlatform.Dashboard.Promises;

namespace EventPlatform.Dashboard.Companies;

/// <summary>What is known about a company, with a list for each kind of fact.</summary>
public sealed record CompanyProfile(
    string Key, string Name, IReadOnlyList<string> Names, IReadOnlyList<string> Aliases, long Position, IReadOnlyList<RaisedLine> Raised,
    long UndisclosedRounds, IReadOnlyList<Round> Rounds, IReadOnlyList<Product> Products, IReadOnlyList<Plant> Plants,
    IReadOnlyList<Partnership> Partnerships, IReadOnlyList<Acquisition> Acquisitions, IReadOnlyList<Promise> Promises,
    IReadOnlyList<Attribution> Attributions, string? Next);

public sealed record RaisedLine(string Currency, decimal Amount, long Rounds);

public sealed record Round(
    Guid FactId, [property: JsonPropertyName("round")] string Name, FactDate On, Money? Amount, string Status,
    string State, IReadOnlyList<RoundInvestor> Investors);

public sealed record RoundInvestor(string Key, string Name, string Kind, string Role);

public sealed record Product([property: JsonPropertyName("product")] string Name, IReadOnlyList<Shipment> Shipments);

public sealed record Shipment(
    Guid FactId, string Measure, string? Milestone, decimal? Units, FactDate? When, string? Region, string? Origin, string Basis,
    string Status, string State);

public sealed record Plant(
    Guid FactId, [property: JsonPropertyName("plant")] string Name, string Status, FactDate? On, string State,
    Location Location, Capacity? Capacity, string? Technology, string? Owner = null, string? OwnerName = null);

public sealed record Partnership(Guid FactId, CompanyLink With, string Purpose, FactDate? On, string Status, string State);

public sealed record Acquisition(Guid FactId, string Role, CompanyLink With, Money? Price, FactDate? On, string Status, string State);

public sealed record CompanyLink(string Key, string Name);
