using System.Security.Cryptography;
using System.Text;

namespace EventPlatform.Cli.Ops.Export;

/// <summary>Writes an export file. If the file exists and is not complete, it continues after the last report in it.</summary>
internal sealed class ExportWriter : IAsyncDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly FileStream file;
    private long rows;

    private ExportWriter(FileStream file) => this.file = file;

    /// <summary>The position of the last report in the file, which is also the number of reports, because none is missing.</summary>
    public long Position { get; private set; }

    /// <summary>The last report line of a file that is continued; null for a new file.</summary>
    public string? LastLine { get; private set; }

    /// <exception cref="CommandException">The file cannot be written, is complete, or is not an export.</exception>
    public static async Task<ExportWriter> OpenAsync(string path, CancellationToken ct)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            var writer = new ExportWriter(new FileStream(path, options));
            await writer.GoOnAsync(path, ct);
            return writer;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be written: {e.Message}");
        }
    }

    public async Task AddReportAsync(string line, CancellationToken ct)
    {
        await WriteAsync(line, ct);
        Position++;
    }

    public async Task AddRowAsync(string line, CancellationToken ct)
    {
        await WriteAsync(line, ct);
        rows++;
    }

    public void Flush() => file.Flush(flushToDisk: true);

    public async Task<ExportEnd> CompleteAsync(CancellationToken ct)
    {
        var end = new ExportEnd(Position, rows, hash.InHex());
        await WriteAsync(ExportFormat.End(end), ct);
        Flush();
        return end;
    }

    public async ValueTask DisposeAsync()
    {
        await file.DisposeAsync();
        hash.Dispose();
    }

    /// <summary>Truncates an unfinished line, and all rows because they may have changed since.</summary>
    private async Task GoOnAsync(string path, CancellationToken ct)
    {
        var (kept, last, areRows) = (0L, (byte[]?)null, false);
        await foreach (var line in FileLines.ReadAsync(file, ct))
        {
            if (kept == 0 && !ExportFormat.IsHeader(line)) throw NoExport(path);
            if (ExportFormat.IsEnd(line)) throw new CommandException($"{path} is a complete export already: name another file.");
            areRows |= kept > 0 && !ExportFormat.IsReport(line);
            if (areRows) continue;
            hash.AppendLine(line);
            if (kept > 0) (Position, last) = (Position + 1, line);
            kept += line.Length + 1;
        }

        if (kept == 0 && !await IsBeginningAsync(ct)) throw NoExport(path);
        file.SetLength(kept);
        file.Position = kept;
        if (kept == 0) await WriteAsync(ExportFormat.Header, ct);
        if (last is not null) LastLine = Encoding.UTF8.GetString(last);
    }

    private static CommandException NoExport(string path) => new($"{path} exists already and is not an export: name another file.");

    /// <summary>True if a file without a complete line is empty or contains the start of the header.</summary>
    private async Task<bool> IsBeginningAsync(CancellationToken ct)
    {
        if (file.Length > ExportFormat.Header.Length) return false;
        file.Position = 0;
        using var reader = new StreamReader(file, leaveOpen: true);
        return ExportFormat.Header.StartsWith(await reader.ReadToEndAsync(ct), StringComparison.Ordinal);
    }

    private async Task WriteAsync(string line, CancellationToken ct)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        hash.AppendLine(bytes);
        await file.WriteAsync(bytes, ct);
        file.WriteByte((byte)'\n');
    }
}
