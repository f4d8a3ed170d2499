using System.Text;

namespace EventPlatform.Cli.Ops.Replay;

/// <summary>A file of NDJSON. What an interrupted replay wrote after its checkpoint is cut off.</summary>
internal sealed class FileTarget : IReplayTarget
{
    private readonly FileStream file;

    /// <exception cref="CommandException">The file cannot be written, or is there already.</exception>
    /// <param name="kept">Length up to which a replay that goes on has been kept; null of a new one.</param>
    public FileTarget(string path, long? kept)
    {
        try
        {
            if (kept is null && File.Exists(path) && new FileInfo(path).Length > 0)
                throw new CommandException($"{path} is there already: name another file.");
            file = new(path, FileMode.OpenOrCreate, FileAccess.Write);
            if (file.Length < (kept ?? 0))
                throw new CommandException($"{path} is shorter than the checkpoint says: it was changed. Delete both to begin anew.");
            file.SetLength(kept ?? 0);
            file.Position = kept ?? 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be written: {e.Message}");
        }
    }

    public long Bytes => file.Position;

    public async Task SendAsync(IReadOnlyList<string> events, CancellationToken ct)
    {
        await file.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(events.Select(line => $"{line}\n"))), ct);
        file.Flush(flushToDisk: true);
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();
}
