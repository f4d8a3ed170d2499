using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using EventPlatform.Contracts;
using EventPlatform.Storage;
using EventPlatform.Storage.ReadTables;
using Npgsql;

namespace EventPlatform.Query.Facts;

/// <param name="Status">As in PlantOpened.</param>
/// <param name="On">When the status began, if known.</param>
/// <param name="Contradicted">
/// True if the status is disputed and this milestone does not agree with the shown one; absent otherwise.
/// </param>
internal sealed record MilestoneAnswer(PlantStatus Status, DateAnswer? On, bool? Contradicted)
{
    private sealed record Stored(PlantStatus Status, PartialDate? On = null, bool? Contradicted = null);

    public static IReadOnlyList<MilestoneAnswer>? Read(string? json) => json is null ? null
        : [.. JsonSerializer.Deserialize<List<Stored>>(json, ContractJson.Options)!
            .Select(stored => new MilestoneAnswer(stored.Status, DateAnswer.Of(stored.On), stored.Contradicted))];
}

/// <summary>A conclusion of the platform, as it is known at a position.</summary>
/// <param name="Since">Position of the first report of the record that founded the fact.</param>
/// <param name="KnownFrom">Position from which the fact is known in this form.</param>
/// <param name="KnownTo">
/// Position from which it is no longer known in this form; absent if it still is at the position of the answer.
/// </param>
/// <param name="State"><c>reported</c>, <c>revised</c>, <c>corroborated</c>, <c>disputed</c> or <c>retracted</c>.</param>
/// <param name="ContinuedBy">For a retracted fact: the fact that has its records now.</param>
/// <param name="Company">Canonical company key; absent for a plant whose owner is unknown.</param>
/// <param name="Counterparty">Canonical key of the second organisation that the fact is shown on.</param>
/// <param name="Investors">Canonical keys of the investors of a round.</param>
/// <param name="Status">The status of the type, in kebab-case.</param>
/// <param name="Sources">CloudEvents sources that report the fact, the source of the headline first.</param>
/// <param name="Reports">Positions of the reports in force, in the same order.</param>
/// <param name="Data">The reported data, in the shape of the report type.</param>
/// <param name="Milestones">For a plant: the dated statuses that it has had.</param>
/// <param name="Disputes">Values that the sources dispute: each value with the sources that report it.</param>
internal sealed record FactAnswer(
    Guid Id, string Type, string State, Guid? ContinuedBy, string? Company, string? Counterparty, IReadOnlyList<string>? Investors,
    string Status, DateAnswer? On, Money? Amount, long Since, long KnownFrom, long? KnownTo, IReadOnlyList<string> Sources,
    IReadOnlyList<long> Reports, JsonElement Data, IReadOnlyList<MilestoneAnswer>? Milestones, JsonElement? Disputes)
{
    public const string ExampleId = "97f0ab9d-07e1-8020-a9a2-ea479cc5c5f3";

    /// <summary>An example; its data leaves out the founder among the investors.</summary>
    public const string Example =
        $$$"""
        {"id":"{{{ExampleId}}}","type":"FundingRaised","state":"reported","company":"xpeng","investors":["xiaomi","he-xiaopeng"],"status":"announced",
         "on":{"date":"2019-11-13","earliest":"2019-11-13","latest":"2019-11-13"},"amount":{"amount":400000000,"currency":"USD"},"since":4,"knownFrom":4,
         "sources":["/samples/news"],"reports":[4],
         "data":{"company":{"key":"xpeng","name":"Xpeng Motors","country":"CN"},"round":"series-c","amount":{"amount":400000000,"currency":"USD"},
                 "investors":[{"role":"strategic","party":{"kind":"organisation","name":"Xiaomi"}}],"on":"2019-11-13","status":"announced"}}
        """;

    /// <summary>The columns of facts <c>f</c>.</summary>
    public static readonly string Columns = FactRow.Table.Columns("f");

    public static readonly int ColumnCount = FactRow.Table.ColumnCount;

    public static FactAnswer Read(NpgsqlDataReader row) => Of(FactRow.Table.Read(row));

    public static FactAnswer Of(FactRow row) => new(
        row.FactId, row.Type, row.State, row.ContinuedBy, row.Company, row.Counterparty, row.Investors, row.Status,
        DateAnswer.Of(row.OnDate is { } date ? PartialDate.Parse(date) : null),
        row.Amount is { } amount ? new Money(amount, row.Currency!) : null, row.Since, row.KnownFrom,
        row.KnownTo == ReadModel.Open ? null : row.KnownTo, row.Sources, row.AllReports, JsonElement.Parse(row.Data),
        MilestoneAnswer.Read(row.Milestones), row.Disputes is { } disputes ? JsonElement.Parse(disputes) : null);

    /// <summary>The approximate size in an answer.</summary>
    [JsonIgnore]
    public long Bytes =>
        1000 + JsonMarshal.GetRawUtf8Value(Data).Length + (Disputes is { } disputes ? JsonMarshal.GetRawUtf8Value(disputes).Length : 0)
        + Sources.Concat(Investors ?? []).Sum(text => Encoding.UTF8.GetByteCount(text) + 3)
        + 20 * Reports.Count + 200 * (Milestones?.Count ?? 0);

    /// <summary>
    /// Returns the fact as known at a position, without anything that came later. A plant gets its status in force on the requested day.
    /// </summary>
    public FactAnswer Of(AsKnown known) => (KnownTo > known.Position ? this with { KnownTo = null } : this).InForceOn(known.AsOf);

    private FactAnswer InForceOn(DateOnly? day)
    {
        var lived = Milestones?.Where(milestone => milestone.On?.Latest <= day).ToList();
        return lived?.Where(milestone => milestone.Contradicted is null)
            .OrderBy(milestone => milestone.On!.Latest).ThenBy(milestone => milestone.Status).LastOrDefault() is { } last
            ? this with { Status = ContractJson.Name(last.Status), On = last.On, Milestones = lived }
            : this;
    }
}
