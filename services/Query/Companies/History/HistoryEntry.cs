using System.Text.Json.Serialization;
using EventPlatform.Query.Facts;

namespace EventPlatform.Query.Companies.History;

/// <param name="RecordedTime">When the report was stored.</param>
/// <param name="Change"><c>known</c>: a fact is new; <c>changed</c>; <c>retracted</c>; <c>came</c>, <c>left</c>: a fact belongs to the company from there on, or to another one;
/// <c>joined</c>, <c>parted</c>: a key means another company from there on, or itself again.</param>
/// <param name="Report">By which report.</param>
/// <param name="Fact">As it is from there on.</param>
/// <param name="Changes">What is other than before.</param>
/// <param name="Key">That joined or parted.</param>
/// <param name="Canonical">Of the company that it joined or parted from.</param>
internal sealed record HistoryEntry(
    long Position, [property: JsonPropertyName("recordedtime")] DateTimeOffset RecordedTime, string Change, CausingReport Report,
    FactAnswer? Fact, IReadOnlyList<ValueChange>? Changes, string? Key, string? Canonical)
{
    /// <param name="versions">Of the fact: as it was before, if it was, and as it is then; none if a key joined or parted.</param>
    public static HistoryEntry Of(KnownCompany company, Change change, IReadOnlyList<FactAnswer> versions) => versions switch
    {
        [var first] => Of(change, "known", first, null),
        [var before, var after] => Of(change, Word(company, before, after), after, ValueChange.Between(before, after)),
        _ => new(change.Position, change.RecordedTime, change.IsJoined ? "joined" : "parted", change.Report, null, null, change.Key, change.Canonical),
    };

    private static HistoryEntry Of(Change change, string word, FactAnswer fact, IReadOnlyList<ValueChange>? changes) =>
        new(change.Position, change.RecordedTime, word, change.Report, fact, changes, null, null);

    private static string Word(KnownCompany company, FactAnswer before, FactAnswer after) => (IsOf(company, before), IsOf(company, after)) switch
    {
        (false, true) => "came",
        (true, false) => "left",
        _ => after.State == "retracted" ? "retracted" : "changed",
    };

    public static bool IsOf(KnownCompany company, FactAnswer fact) =>
        company.Keys.Contains(fact.Company, StringComparer.Ordinal) || company.Keys.Contains(fact.Counterparty, StringComparer.Ordinal);
}
