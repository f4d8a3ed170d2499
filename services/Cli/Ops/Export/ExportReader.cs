using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace EventPlatform.Cli.Ops.Export;

/// <summary>Reads an export file.</summary>
internal sealed class ExportReader(string path)
{
    /// <summary>Reads the whole file and checks its hash.</summary>
    /// <exception cref="CommandException">The file is not an export, is not complete, or was changed.</exception>
    public async Task<ExportEnd> VerifyAsync(CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (number, end) = (0L, (ExportEnd?)null);
        await using var file = Open();
        await foreach (var line in FileLines.ReadAsync(file, ct))
        {
            if (number++ == 0 && !ExportFormat.IsHeader(line))
                throw new CommandException($"{path} is not an export: its first line is not {ExportFormat.Header}.");
            if (end is not null || (ExportFormat.IsEnd(line) && ExportFormat.End(line).Sha256 != hash.InHex()))
                throw new CommandException($"{path} was changed: its content does not match its hash.");
            if (ExportFormat.IsEnd(line)) end = ExportFormat.End(line);
            hash.AppendLine(line);
        }

        return end ?? throw new CommandException(number == 0
            ? $"{path} is not an export: it is empty."
            : $"{path} is not complete: its end is missing because the export was interrupted. Run the export again to continue it.");
    }

    /// <summary>The reports and rows, without the header and the end.</summary>
    public async IAsyncEnumerable<string> LinesAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var file = Open();
        await foreach (var line in FileLines.ReadAsync(file, ct))
        {
            if (!ExportFormat.IsHeader(line) && !ExportFormat.IsEnd(line)) yield return Encoding.UTF8.GetString(line);
        }
    }

    private FileStream Open()
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be read: {e.Message}");
        }
    }
}
