using System.Text.Json;
using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>A report of a history. Without an id of its own, its id is <c>e</c> and its position.</summary>
/// <param name="Time">The time that the feed sends.</param>
internal sealed record Line(
    string Feed, ReportData Data, string? Record = null, string? Sequence = null, string? Id = null, string Root = "/feeds",
    DateTimeOffset? Time = null)
{
    public string Source => $"{Root}/{Feed}";

    public IReport At(int position) => (IReport)Activator.CreateInstance(
        typeof(Report<>).MakeGenericType(Data.GetType()),
        Source, Id ?? $"e{position}",
        $"{Data.GetType().Name} {Record} {JsonSerializer.Serialize(Data, Data.GetType(), ContractJson.Options)}",
        Data, Time, Record, Sequence, null)!;

    public override string ToString() =>
        $"{Id} {Feed}{(Record is null ? "" : $", record {Record}")}{(Sequence is null ? "" : $", sequence {Sequence}")}{(Time is null ? "" : $", at {Time:O}")}: {Sentences.Of(Data)}";
}
