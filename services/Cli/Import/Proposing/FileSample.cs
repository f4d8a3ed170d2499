using System.Text;
using EventPlatform.Cli.Import.Rows;
using EventPlatform.Cli.Import.Values;

namespace EventPlatform.Cli.Import.Proposing;

/// <summary>What the start of a file shows: how it is laid out, its columns, and values of theirs.</summary>
internal sealed record FileSample(string Path, FileFormat Format, string EncodingName, IReadOnlyList<string> Columns, IReadOnlyList<Row> Rows)
{
    private const int SampleBytes = 1_000_000;
    private const int SampleRows = 5_000;

    public static FileSample Read(string path)
    {
        var start = new byte[SampleBytes];
        int length;
        using (var stream = File.OpenRead(path)) length = stream.ReadAtLeast(start, SampleBytes, throwOnEndOfStream: false);
        var encoding = EncodingOf(start.AsSpan(0, length), isWhole: length < SampleBytes);
        var text = Encoding.UTF8.GetString(start, 0, length).TrimStart('\uFEFF', ' ', '\r', '\n');
        var format = text.StartsWith('{') ? FileFormat.JsonLines : path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? FileFormat.Tsv : FileFormat.Csv;
        using var file = InputFile.Open(path, new FileShape(format, InputEncoding.Find(encoding)!, format == FileFormat.Tsv ? '\t' : null, 1, null, AllowRagged: true));
        var rows = file.Rows.Read().Where(row => row.Broken is null && !row.IsEmpty).Take(SampleRows).ToList();
        var columns = file.Rows.Header?.Names.Where(name => !string.IsNullOrWhiteSpace(name)) ?? rows.OfType<JsonRow>().SelectMany(row => row.Cells.Keys).Distinct(StringComparer.Ordinal);
        return new FileSample(path, format, encoding, [.. columns], rows);
    }

    /// <summary>What stands in a column, blanks apart.</summary>
    public IEnumerable<string> Values(string column)
    {
        var header = Header.Normalise(column);
        return Rows.Select(row => row.Cell(header)).OfType<string>().Select(Whitespace.Collapse).Where(value => value.Length > 0);
    }

    // The old Macintosh ends lines with CR alone
    private static string EncodingOf(ReadOnlySpan<byte> bytes, bool isWhole)
    {
        try
        {
            var cut = isWhole ? bytes.Length : bytes.Length - 4;
            while (!isWhole && cut > 0 && (bytes[cut] & 0xC0) == 0x80) cut--;
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(bytes[..cut]);
            return "utf-8";
        }
        catch (DecoderFallbackException)
        {
            return bytes.Contains((byte)'\n') ? "windows-1252" : "macintosh";
        }
    }
}
