using System.Text;

namespace EventPlatform.Cli.Import.Rows;

/// <summary>An open file of rows, and how far it is read.</summary>
internal sealed class InputFile : IDisposable
{
    private static readonly (byte[] Start, string What)[] Others =
    [
        ([0x50, 0x4B, 3, 4], "a zip archive or an Excel workbook: save its sheet as CSV"), ([0x1F, 0x8B], "compressed with gzip: unpack it"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook: save its sheet as CSV"), ([0x25, 0x50, 0x44, 0x46], "a PDF"),
        ("PAR1"u8.ToArray(), "a Parquet file: convert it to CSV"), ("SQLite f"u8.ToArray(), "an SQLite database: export a table as CSV"),
    ];

    private readonly FileStream stream;

    private InputFile(string path, FileStream stream, IRows rows, Encoding encoding) =>
        (Path, this.stream, Rows, Encoding) = (path, stream, rows, encoding);

    public string Path { get; }

    public IRows Rows { get; }

    public Encoding Encoding { get; }

    public long Length => stream.Length;

    public long Position => stream.Position;

    /// <exception cref="CommandException">It is missing, empty or no such file.</exception>
    public static InputFile Open(string path, FileShape shape)
    {
        FileStream? opened = null;
        try
        {
            opened = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 128 * 1024);
            if (opened.Length == 0) throw new CommandException($"{path} is empty.");
            RefuseOthers(path, opened);
            var encoding = InputEncoding.Of(opened, shape.Encoding);
            var text = new StreamReader(opened, encoding, detectEncodingFromByteOrderMarks: false, 64 * 1024);
            return new InputFile(path, opened, shape.Format == FileFormat.JsonLines ? new JsonRows(text) : new CsvRows(path, text, shape), encoding);
        }
        catch (Exception e)
        {
            opened?.Dispose();
            if (e is IOException or UnauthorizedAccessException) throw new CommandException($"{path} cannot be read: {e.Message}");
            throw;
        }
    }

    public void Dispose()
    {
        Rows.Dispose();
        stream.Dispose();
    }

    private static void RefuseOthers(string path, FileStream stream)
    {
        var start = new byte[8];
        var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        foreach (var (mark, what) in Others)
        {
            if (start.AsSpan(0, read).StartsWith(mark)) throw new CommandException($"{path} is {what}.");
        }
    }
}
