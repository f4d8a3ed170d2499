using System.Text.Json;
using EventPlatform.Contracts;

namespace EventPlatform.Client;

/// <summary>What the platform concludes, as it is known at some position.</summary>
/// <param name="State"><c>reported</c>, <c>revised</c>, <c>corroborated</c>, <c>disputed</c> or <c>retracted</c>.</param>
/// <param name="Company">Key of the company; null for a plant whose owner is unknown.</param>
/// <param name="Investors">Keys of those who put money into a round.</param>
/// <param name="Amount">Exact, to 18 digits.</param>
/// <param name="Since">Position of the first report of the record that founded it.</param>
/// <param name="Sources">CloudEvents sources that say so.</param>
/// <param name="Reports">Positions of the reports that count.</param>
/// <param name="Data">What is said, in the shape of the report type: <see cref="As"/> reads it.</param>
/// <param name="ContinuedBy">The fact that has the records of a retracted one now.</param>
/// <param name="Milestones">The dated statuses that a plant lived through.</param>
/// <param name="Disputes">Values that the sources do not agree in: each value with who says so.</param>
public sealed record Fact(
    Guid Id, string Type, string State, string? Company, string? Counterparty, IReadOnlyList<string>? Investors, string Status,
    FactDate? On, Money? Amount, long Since, long KnownFrom, long? KnownTo, IReadOnlyList<string> Sources, IReadOnlyList<long> Reports,
    JsonElement Data, Guid? ContinuedBy = null, JsonElement? Milestones = null, JsonElement? Disputes = null)
{
    /// <summary>The data of a fact of this report type, such as <see cref="FundingRaised"/>.</summary>
    public T As<T>() where T : ReportData => Type == typeof(T).Name
        ? Data.Deserialize<T>(Json.Options)!
        : throw new InvalidOperationException($"The fact is {Type}, and not {typeof(T).Name}");
}

/// <param name="Date">
/// EDTF text such as <c>2020-34</c>, the second quarter of 2020: <see cref="PartialDate.Parse(string)"/> reads it.
/// </param>
/// <param name="Earliest">First day that it can mean; null if it is open.</param>
/// <param name="Latest">Last day that it can mean; null if it is open.</param>
/// <param name="Wording">How the source put it.</param>
public sealed record FactDate(string Date, DateOnly? Earliest, DateOnly? Latest, string? Wording);
