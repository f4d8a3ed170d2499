using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Encodings.Web;
using EventPlatform.Contracts.Versions;

namespace EventPlatform.EventStore.Erasure;

/// <summary>
/// A document in which a name is masked. Identity, record and the company that it is about stay, as reports are found and put together by
/// them.
/// </summary>
internal static class ErasableReport
{
    private const string Hash = "contentHash";
    private static readonly string[] Masked = ["data", "attributes"];
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Null if the name is not in what can be masked.</summary>
    public static string? Mask(string document, ErasedName name, long number)
    {
        var report = JsonNode.Parse(document)!.AsObject();
        var (before, company) = (document, report["data"]?["company"]?.DeepClone());
        foreach (var part in Masked)
        {
            if (report[part] is { } node) report[part] = name.Mask(node.DeepClone(), number);
        }

        if (company is not null) report["data"]!["company"] = company;
        return JsonNode.DeepEquals(report, JsonNode.Parse(before)) ? null : report.ToJsonString(Plain);
    }

    /// <summary>The same with the hash of what it says now.</summary>
    public static string WithHash(string type, string document)
    {
        var report = JsonNode.Parse(document)!.AsObject();
        report[Hash] = StoredReports.HashOf(type, document);
        return report.ToJsonString(Plain);
    }
}
