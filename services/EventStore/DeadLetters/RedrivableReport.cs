using System.Text;
using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Validation;
using EventPlatform.Contracts.Versions;

namespace EventPlatform.EventStore.DeadLetters;

/// <summary>
/// The report that a redrive puts into the log: the letter's own, or with other data in its place. Either has to be what the contract
/// declares, since the log is read with it.
/// </summary>
/// <param name="Report">Null where there are problems.</param>
/// <param name="IsReadable">False where the letter's payload is no report's document, so that nothing can be put in its place.</param>
internal sealed record RedrivableReport(AcceptedReport? Report, IReadOnlyList<Problem> Problems, bool IsReadable = true)
{
    private static readonly RedrivableReport Unreadable = new(null, [], IsReadable: false);

    /// <param name="edit">Returns the data to take in place of the letter's; null to take that as it came.</param>
    public static RedrivableReport Of(DeadLetter letter, Func<JsonElement, JsonElement>? edit, DateOnly today)
    {
        using var payload = StrictJson.Parse(Encoding.UTF8.GetBytes(letter.Payload), out _);
        if (payload is null || payload.RootElement.ValueKind != JsonValueKind.Object) return Unreadable;
        var (root, type) = (payload.RootElement, ReportTypes.ByName.GetValueOrDefault(letter.Type));
        if (type is null || Outside(root).Any() || !HasVersion(root) || AttributesOf(root) is not { } attributes
            || (attributes.Source, attributes.Id) != (letter.Source, letter.ReportId))
            return Unreadable;

        var own = root.TryGetProperty("data", out var data) ? data : default;
        var sent = edit is null ? own : edit(own);
        if (sent.ValueKind != JsonValueKind.Object) return new(null, [new("/data", "must be an object")]);
        var problems = RefusedValues.In(sent, "/data").ToList();
        if (problems.Count > 0) return new(null, problems);
        if (edit is null) sent = StoredReports.ReadJson(letter.Type, letter.Payload).GetProperty("data");
        if (new ContractValidator(problems, today).Read(sent, type, "/data") is not ReportData read) return new(null, problems);

        return new(edit is null
            ? new(letter.Id, read.Stream(letter.Source, attributes.RecordKey ?? letter.ReportId),
                letter.Type, letter.Source, letter.ReportId, letter.Hash, letter.Payload)
            : ReportWriter.Accept(letter.Id, attributes, read, sent), []);
    }

    /// <summary>What nobody may have outside of the data, which is all that can be edited.</summary>
    private static IEnumerable<Problem> Outside(JsonElement root) =>
        root.EnumerateObject().Where(property => !property.NameEquals("data")).SelectMany(property => RefusedValues.In(property.Value));

    private static bool HasVersion(JsonElement root) =>
        !root.TryGetProperty(Upcasts.Version, out var version) || (version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out _));

    private static ReportAttributes? AttributesOf(JsonElement root)
    {
        try
        {
            return root.Deserialize<ReportAttributes>(ContractJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
