using System.Text.Json;
using EventPlatform.Contracts;

namespace EventPlatform.Client;

/// <summary>A conclusion of the platform, as known at some position.</summary>
/// <param name="State"><c>reported</c>, <c>revised</c>, <c>corroborated</c>, <c>disputed</c> or <c>retracted</c>.</param>
/// <param name="Company">Key of the company; null for a plant whose owner is unknown.</param>
/// <param name="Investors">Keys of the investors in a round.</param>
/// <param name="Amount">Exact, to 18 digits.</param>
/// <param name="Since">Position of the first report of the record that started the fact.</param>
/// <param name="Sources">CloudEvents sources that report the fact.</param>
/// <param name="Reports">Positions of the reports in force.</param>
/// <param name="Data">The content in the shape of the report type. <see cref="As"/> reads it.</param>
/// <param name="ContinuedBy">For a retracted fact, the fact that has its records now.</param>
/// <param name="Milestones">The dated statuses of a plant.</param>
/// <param name="Disputes">Values on which the sources disagree, each with its sources.</param>
public sealed record Fact(
    Guid Id, string Type, string State, string? Company, string? Counterparty, IReadOnlyList<string>? Investors, string Status,
    FactDate? On, Money? Amount, long Since, long KnownFrom, long? KnownTo, IReadOnlyList<string> Sources, IReadOnlyList<long> Reports,
    JsonElement Data, Guid? ContinuedBy = null, JsonElement? Milestones = null, JsonElement? Disputes = null)
{
    /// <summary>The data of a fact of the given report type, such as <see cref="FundingRaised"/>.</summary>
    public T As<T>() where T : ReportData => Type == typeof(T).Name
        ? Data.Deserialize<T>(Json.Options)!
        : throw new InvalidOperationException($"The fact is of type {Type}, not {typeof(T).Name}");
}

/// <param name="Date">
/// EDTF text such as <c>2020-34</c>, the second quarter of 2020: <see cref="PartialDate.Parse(string)"/> reads it.
/// </param>
/// <param name="Earliest">First possible day; null if open.</param>
/// <param name="Latest">Last possible day; null if open.</param>
/// <param name="Wording">The wording of the source.</param>
public sealed record FactDate(string Date, DateOnly? Earliest, DateOnly? Latest, string? Wording);
