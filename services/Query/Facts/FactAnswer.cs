using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Query.Facts;

/// <param name="Status">As in PlantOpened.</param>
/// <param name="On">When the status began, where known.</param>
internal sealed record MilestoneAnswer(PlantStatus Status, DateAnswer? On)
{
    private sealed record Stored(PlantStatus Status, PartialDate? On = null);

    public static IReadOnlyList<MilestoneAnswer>? Read(string? json) => json is null ? null
        : [.. JsonSerializer.Deserialize<List<Stored>>(json, ContractJson.Options)!.Select(stored => new MilestoneAnswer(stored.Status, DateAnswer.Of(stored.On)))];
}

/// <summary>What the platform concludes, as it is known now.</summary>
/// <param name="Since">Position of the first report of the record that founded it.</param>
/// <param name="KnownFrom">Position from which it is known in this form.</param>
/// <param name="State"><c>reported</c>, <c>revised</c> where a later report of the record changed it, or <c>retracted</c>.</param>
/// <param name="Company">Company key; absent for a plant whose owner is unknown.</param>
/// <param name="Counterparty">Key of the organisation that it is shown on as well.</param>
/// <param name="Status">In kebab-case, as the type has it.</param>
/// <param name="Data">What is said, in the shape of the report type.</param>
/// <param name="Milestones">Of a plant: the dated statuses that it lived through.</param>
internal sealed record FactAnswer(
    Guid Id, string Type, string State, string? Company, string? Counterparty, string Status, DateAnswer? On, Money? Amount, long Since, long KnownFrom, JsonElement Data,
    IReadOnlyList<MilestoneAnswer>? Milestones)
{
    public const string ExampleId = "97f0ab9d-07e1-8020-a9a2-ea479cc5c5f3";

    /// <summary>The founder among the investors is left out.</summary>
    public const string Example =
        $$$"""
        {"id":"{{{ExampleId}}}","type":"FundingRaised","state":"reported","company":"xpeng","status":"announced",
         "on":{"date":"2019-11-13","earliest":"2019-11-13","latest":"2019-11-13"},"amount":{"amount":400000000,"currency":"USD"},"since":4,"knownFrom":4,
         "data":{"company":{"key":"xpeng","name":"Xpeng Motors","country":"CN"},"round":"series-c","amount":{"amount":400000000,"currency":"USD"},
                 "investors":[{"role":"strategic","party":{"kind":"organisation","name":"Xiaomi"}}],"on":"2019-11-13","status":"announced"}}
        """;

    public const string Columns = "fact_id, since, known_from, known_to, type, company, counterparty, status, on_date, amount, currency, data, milestones";

    public static FactAnswer Read(NpgsqlDataReader row)
    {
        var (since, knownFrom) = (row.GetInt64(1), row.GetInt64(2));
        return new(
            row.GetGuid(0), row.GetString(4), knownFrom > since ? "revised" : "reported", row.GetText(5), row.GetText(6), row.GetString(7),
            DateAnswer.Of(row.GetText(8) is { } date ? PartialDate.Parse(date) : null),
            row.IsDBNull(9) ? null : new Money(row.GetDecimal(9), row.GetString(10)),
            since, knownFrom, JsonElement.Parse(row.GetString(11)), MilestoneAnswer.Read(row.GetText(12)));
    }
}
