using System.Text;
using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Validation;
using EventPlatform.Contracts.Versions;

namespace EventPlatform.EventStore.DeadLetters;

/// <summary>
/// The report that a redrive appends to the log: the letter's own, or one with other data. Both must satisfy the contract, because the log
/// is read with it.
/// </summary>
/// <param name="Report">Null if there are problems.</param>
/// <param name="IsReadable">False if the letter's payload is not a report's document, so that its data cannot be replaced.</param>
internal sealed record RedrivableReport(AcceptedReport? Report, IReadOnlyList<Problem> Problems, bool IsReadable = true)
{
    private static readonly RedrivableReport Unreadable = new(null, [], IsReadable: false);

    /// <param name="edit">Returns the data that replaces the letter's data; if it is null, the data is used as it arrived.</param>
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

    /// <summary>Finds refused values outside of the data. Only the data can be edited.</summary>
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
