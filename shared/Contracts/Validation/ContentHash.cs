using System.Security.Cryptography;
using System.Text.Json;

namespace EventPlatform.Contracts.Validation;

/// <summary>
/// SHA-256 of type, record key and data as canonical JSON, in base64 after the number of the canonical form. Equal content has equal
/// hashes. Older logs have hashes without a number; these are computed again before they are compared.
/// </summary>
public static class ContentHash
{
    /// <summary>The prefix of a hash of the current form. The SQL function that appends reports uses it too.</summary>
    private const string Form = "2:";

    public static bool IsCurrent(string hash) => hash.StartsWith(Form, StringComparison.Ordinal);

    /// <param name="type">The name in <see cref="ReportTypes"/>.</param>
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
