using System.Text;

namespace EventPlatform.Cli.Ops.Replay;

/// <summary>Writes a file of NDJSON. Truncates what an interrupted replay wrote after its checkpoint.</summary>
internal sealed class FileTarget : IReplayTarget
{
    private readonly FileStream file;

    /// <exception cref="CommandException">The file cannot be written, or exists already.</exception>
    /// <param name="kept">Length of the file at the checkpoint of a replay that continues; null for a new one.</param>
    public FileTarget(string path, long? kept)
    {
        try
        {
            if (kept is null && File.Exists(path) && new FileInfo(path).Length > 0)
                throw new CommandException($"{path} exists already: name another file.");
            file = new(path, FileMode.OpenOrCreate, FileAccess.Write);
            if (file.Length < (kept ?? 0))
                throw new CommandException($"{path} is shorter than its checkpoint records: it was changed. Delete both to start again.");
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
