using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace EventPlatform.Cli.Ops.Export;

/// <summary>Reads a file of an export.</summary>
internal sealed class ExportReader(string path)
{
    /// <summary>Reads the whole file once, and compares it with its hash.</summary>
    /// <exception cref="CommandException">It is no export, not complete, or was changed.</exception>
    public async Task<ExportEnd> VerifyAsync(CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (number, end) = (0L, (ExportEnd?)null);
        await using var file = Open();
        await foreach (var line in FileLines.ReadAsync(file, ct))
        {
            if (number++ == 0 && !ExportFormat.IsHeader(line))
                throw new CommandException($"{path} is no export: its first line is not {ExportFormat.Header}.");
            if (end is not null || (ExportFormat.IsEnd(line) && ExportFormat.End(line).Sha256 != hash.InHex()))
                throw new CommandException($"{path} was changed: its content is not what its hash says.");
            if (ExportFormat.IsEnd(line)) end = ExportFormat.End(line);
            hash.AppendLine(line);
        }

        return end ?? throw new CommandException(number == 0
            ? $"{path} is no export: it has no line."
            : $"{path} is not complete, as its end is missing. The export that wrote it was interrupted: the same command goes on.");
    }

    /// <summary>Its reports and rows, without the first line and the end.</summary>
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
