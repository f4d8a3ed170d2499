using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EventPlatform.Cli.Ops.Export;

/// <param name="Reports">Number of positions of the log.</param>
/// <param name="Rows">Number of rows of the other tables.</param>
/// <param name="Sha256">SHA-256 of all bytes before this line, in hex.</param>
internal sealed record ExportEnd(long Reports, long Rows, string Sha256);

/// <summary>
/// The format of an export: a header line, a line for each position of the log, a line for each row of the other tables, and an end line
/// with the hash of everything before it. Installations with the same log export the same file.
/// </summary>
internal static class ExportFormat
{
    public const string Header = """{"format":"eventplatform-log","version":1}""";
    private static readonly byte[] StartOfReport = Encoding.UTF8.GetBytes("{\"data\"");
    private static readonly byte[] StartOfEnd = Encoding.UTF8.GetBytes("{\"reports\"");

    public static bool IsHeader(ReadOnlySpan<byte> line) => line.SequenceEqual(Encoding.UTF8.GetBytes(Header));

    public static bool IsReport(ReadOnlySpan<byte> line) => line.StartsWith(StartOfReport);

    public static bool IsEnd(ReadOnlySpan<byte> line) => line.StartsWith(StartOfEnd);

    public static long PositionOf(ReadOnlyMemory<byte> report)
    {
        using var document = JsonDocument.Parse(report);
        return document.RootElement.GetProperty("position").GetInt64();
    }

    public static bool IsErasure(string line) =>
        line.Contains("\"type\": \"PersonErased\"", StringComparison.Ordinal)
        && line.Contains("\"stream\": \"ops/erasures\"", StringComparison.Ordinal);

    public static string End(ExportEnd end) => JsonSerializer.Serialize(end, JsonSerializerOptions.Web);

    public static ExportEnd End(ReadOnlySpan<byte> line) => JsonSerializer.Deserialize<ExportEnd>(line, JsonSerializerOptions.Web)!;

    /// <summary>Appends a line with its line feed.</summary>
    public static void AppendLine(this IncrementalHash hash, ReadOnlySpan<byte> line)
    {
        hash.AppendData(line);
        hash.AppendData("\n"u8);
    }

    public static string InHex(this IncrementalHash hash) => Convert.ToHexStringLower(hash.GetCurrentHash());
}
