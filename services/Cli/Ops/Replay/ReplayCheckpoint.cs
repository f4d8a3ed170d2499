using System.Text.Json;

namespace EventPlatform.Cli.Ops.Replay;

/// <summary>The checkpoint of a replay, kept in a file: events up to <paramref name="Position"/> are not sent again.</summary>
/// <param name="Asked">Describes the replay. The checkpoint of another replay is refused.</param>
/// <param name="Bytes">Length of the target file at the position; 0 if the target is an address.</param>
/// <param name="Events">Number of events sent.</param>
/// <param name="Last">The last position to replay.</param>
internal sealed record ReplayCheckpoint(string Asked, long Position, long Bytes, long Events, long Last)
{
    /// <summary>Null if there is none.</summary>
    /// <exception cref="CommandException">The file belongs to another replay, or is not a checkpoint.</exception>
    public static ReplayCheckpoint? Read(string path, string asked)
    {
        if (!File.Exists(path)) return null;
        try
        {
            var read = JsonSerializer.Deserialize<ReplayCheckpoint>(File.ReadAllText(path));
            return read?.Asked == asked
                ? read
                : throw new CommandException(
                    $"{path} belongs to another replay ({read?.Asked}). Name another file with --checkpoint, or delete it.");
        }
        catch (JsonException)
        {
            throw new CommandException($"{path} is not the checkpoint of a replay. Name another file with --checkpoint, or delete it.");
        }
    }

    /// <summary>Replaces the file atomically.</summary>
    public void Write(string path)
    {
        File.WriteAllText($"{path}.new", JsonSerializer.Serialize(this));
        File.Move($"{path}.new", path, overwrite: true);
    }
}
