using System.Text.Json.Serialization;
using EventPlatform.Query.Facts;

namespace EventPlatform.Query.Companies.History;

/// <param name="RecordedTime">When the report was stored.</param>
/// <param name="Change">
/// <c>known</c>: the fact is new; <c>changed</c>; <c>retracted</c>; <c>came</c>, <c>left</c>: the fact moved to this company, or to
/// another; <c>joined</c>, <c>parted</c>: a key became an alias of a company, or stopped being one.
/// </param>
/// <param name="Report">The report that caused the change.</param>
/// <param name="Fact">The fact after the change.</param>
/// <param name="Changes">The values that changed.</param>
/// <param name="Key">The key that joined or parted.</param>
/// <param name="Canonical">The canonical key of the company that it joined or parted from.</param>
internal sealed record HistoryEntry(
    long Position, [property: JsonPropertyName("recordedtime")] DateTimeOffset RecordedTime, string Change, CausingReport Report,
    FactAnswer? Fact, IReadOnlyList<ValueChange>? Changes, string? Key, string? Canonical)
{
    /// <param name="versions">The fact before the change, if it existed, and after it; none if a key joined or parted.</param>
    public static HistoryEntry Of(KnownCompany company, Change change, IReadOnlyList<FactAnswer> versions) => versions switch
    {
        [var first] => Of(change, "known", first, null),
        [var before, var after] => Of(change, Word(company, before, after), after, ValueChange.Between(before, after)),
        _ => new(
            change.Position, change.RecordedTime, change.IsJoined ? "joined" : "parted", change.Report, null, null, change.Key,
            change.Canonical),
    };

    private static HistoryEntry Of(Change change, string word, FactAnswer fact, IReadOnlyList<ValueChange>? changes) =>
        new(change.Position, change.RecordedTime, word, change.Report, fact, changes, null, null);

    private static string Word(KnownCompany company, FactAnswer before, FactAnswer after) =>
        (IsOf(company, before), IsOf(company, after)) switch
    {
        (false, true) => "came",
        (true, false) => "left",
        _ => after.State == "retracted" ? "retracted" : "changed",
    };

    public static bool IsOf(KnownCompany company, FactAnswer fact) =>
        company.Keys.Contains(fact.Company, StringComparer.Ordinal) || company.Keys.Contains(fact.Counterparty, StringComparer.Ordinal);
}
