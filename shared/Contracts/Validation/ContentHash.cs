using System.Security.Cryptography;
using System.Text.Json;

namespace EventPlatform.Contracts.Validation;

/// <summary>
/// SHA-256 of type, record key and data as canonical JSON, in base64 after the number of the canonical form: equal where the content is equal. Older logs
/// have hashes without a number, which are taken anew where they are compared.
/// </summary>
public static class ContentHash
{
    /// <summary>What a hash of the present form begins with. The append function knows it too.</summary>
    private const string Form = "2:";

    public static bool IsCurrent(string hash) => hash.StartsWith(Form, StringComparison.Ordinal);

    /// <param name="type">Name in <see cref="ReportTypes"/>.</param>
    /// <param name="recordKey">See <see cref="IReport.RecordKey"/>.</param>
    /// <param name="data">In the newest version of the type's schema: unknown fields are under <c>extensions</c>.</param>
    public static string Of(string type, string? recordKey, JsonElement data)
    {
        using var content = ReusedJson.Start();
        var writer = content.Writer;
        writer.WriteStartArray();
        writer.WriteStringValue(type);
        writer.WriteStringValue(recordKey);
        CanonicalJson.Write(writer, data, ContractShape.Of(ReportTypes.InLog[type]));
        writer.WriteEndArray();
        writer.Flush();
        return Form + Convert.ToBase64String(SHA256.HashData(content.Written));
    }
}
