using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Contracts.Versions;

namespace EventPlatform.EventStore.Erasure;

/// <summary>
/// A report in which a name is masked: in free text, in parties that are persons, and in unknown fields. Fields that are used to find,
/// match, withdraw or rank reports are not changed.
/// </summary>
/// <param name="Document">The masked document with its new hash; null if nothing was masked.</param>
/// <param name="IsLeft">True if the document still contains the name.</param>
internal sealed record ErasableReport(string? Document, bool IsLeft)
{
    private const string Hash = "contentHash";
    private static readonly HashSet<string> FreeText =
        new(["remark", "url", "publisher", "title", "quote", "reason"], StringComparer.Ordinal);
    private static readonly HashSet<string> OfPersons = new(["name", "key"], StringComparer.Ordinal);
    private static readonly HashSet<string> Unknown = new(["extensions", "attributes"], StringComparer.Ordinal);
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="type">The type of the report; null if it need not be readable.</param>
    /// <exception cref="JsonException">The document is not JSON.</exception>
    public static ErasableReport Mask(string? type, string document, ErasedName name, long number)
    {
        var report = JsonNode.Parse(document)!;
        var masked = 0;
        Mask(report, isFree: false);
        if (masked == 0) return new(null, IsIn(report, name));
        var text = report.ToJsonString(Plain);
        if (type is not null)
        {
            if (!IsReadable(type, text)) return new(null, true);
            report[Hash] = StoredReports.HashOf(type, text);
        }

        return new(report.ToJsonString(Plain), IsIn(report, name));

        void Mask(JsonNode? node, bool isFree)
        {
            if (node is JsonArray items)
            {
                for (var index = 0; index < items.Count; index++) Put(items[index], isFree, value => items[index] = value);
            }
            else if (node is JsonObject members)
            {
                var isPerson = members["kind"] is JsonValue kind && kind.TryGetValue<string>(out var word) && word == "person";
                foreach (var (member, value) in members.ToList())
                {
                    var free = isFree || Unknown.Contains(member) || FreeText.Contains(member) || (isPerson && OfPersons.Contains(member));
                    Put(value, free, changed => members[member] = changed);
                }
            }
        }

        void Put(JsonNode? node, bool isFree, Action<JsonNode> put)
        {
            if (node is JsonValue value && value.TryGetValue<string>(out var before))
            {
                if (!isFree || !name.IsIn(before)) return;
                put(JsonValue.Create(name.Mask(before, number)));
                masked++;
            }
            else
            {
                Mask(node, isFree);
            }
        }
    }

    private static bool IsIn(JsonNode? node, ErasedName name) => node switch
    {
        JsonObject members => members.Any(member => IsIn(member.Value, name)),
        JsonArray items => items.Any(item => IsIn(item, name)),
        JsonValue value => value.TryGetValue<string>(out var text) && name.IsIn(text),
        _ => false,
    };

    private static bool IsReadable(string type, string document)
    {
        try
        {
            StoredReports.Read(type, document);
            return true;
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or KeyNotFoundException)
        {
            return false;
        }
    }
}
