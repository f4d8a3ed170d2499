using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EventPlatform.Cli.Ops.Export;

/// <param name="Reports">Positions of the log.</param>
/// <param name="Rows">Rows of the tables beside it.</param>
/// <param name="Sha256">In hex, of every byte before this line.</param>
internal sealed record ExportEnd(long Reports, long Rows, string Sha256);

/// <summary>
/// A file of an export: a line that says what it is, a line for each position of the log, a line for each row beside it, and the end, which
/// has the hash of all before. Two installations with the same log have the same file.
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

    /// <summary>A line and its end.</summary>
    public static void AppendLine(this IncrementalHash hash, ReadOnlySpan<byte> line)
    {
        hash.AppendData(line);
        hash.AppendData("\n"u8);
    }

    public static string InHex(this IncrementalHash hash) => Convert.ToHexStringLower(hash.GetCurrentHash());
}
