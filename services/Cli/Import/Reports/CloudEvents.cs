using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;

namespace EventPlatform.Cli.Import.Reports;

/// <summary>
/// Writes reports as CloudEvents, one a line. A report's id is <c>record key@release</c>; without a release the hash of its content stands for it,
/// so that the same content is stored once and other content revises it.
/// </summary>
internal sealed class CloudEvents(string source, Release? release)
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Write(IBufferWriter<byte> to, RowReport report) =>
        Write(to, report.Type, IdOf(report), report.Data, ("recordkey", report.RecordKey), report.Release ?? release);

    /// <summary>Takes back a record that the release doesn't have any more.</summary>
    public void WriteRetraction(IBufferWriter<byte> to, string recordKey, string partitionKey) => Write(to, nameof(ReportRetracted), $"{recordKey}@{release!.Name}",
        new JsonObject { ["target"] = new JsonObject { ["recordKey"] = recordKey }, ["reason"] = $"absent from release {release.Name}" },
        ("partitionkey", partitionKey), release);

    public string IdOf(RowReport report) => $"{report.RecordKey}@{(report.Release ?? release)?.Name ?? Hash(report)}";

    private void Write(IBufferWriter<byte> to, string type, string id, JsonObject data, (string Name, string Value) extension, Release? of)
    {
        using (var json = new Utf8JsonWriter(to, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", id);
            json.WriteString("source", source);
            json.WriteString("type", type);
            json.WriteString(extension.Name, extension.Value);
            if (of is not null)
            {
                json.WriteString("release", of.Name);
                json.WriteString("sequence", $"{of.Sequence}");
            }

            json.WritePropertyName("data");
            data.WriteTo(json);
            json.WriteEndObject();
        }

        to.Write("\n"u8);
    }

    private static string Hash(RowReport report) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{report.Type} {report.Data.ToJsonString(ContractJson.Options)}")))[..12];
}
