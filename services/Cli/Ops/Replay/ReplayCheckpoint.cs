using System.Text.Json;

namespace EventPlatform.Cli.Ops.Replay;

/// <summary>How far a replay has come, in a file: what was sent up to <paramref name="Position"/> is not sent again.</summary>
/// <param name="Asked">What is replayed: a file of another replay is not used.</param>
/// <param name="Bytes">Length of the file that is written, up to there; 0 if the replay goes to an address.</param>
/// <param name="Events">Events that were sent.</param>
/// <param name="Last">The position up to which the replay goes.</param>
internal sealed record ReplayCheckpoint(string Asked, long Position, long Bytes, long Events, long Last)
{
    /// <summary>Null if there is none.</summary>
    /// <exception cref="CommandException">The file is of another replay, or no checkpoint.</exception>
    public static ReplayCheckpoint? Read(string path, string asked)
    {
        if (!File.Exists(path)) return null;
        try
        {
            var read = JsonSerializer.Deserialize<ReplayCheckpoint>(File.ReadAllText(path));
            return read?.Asked == asked
                ? read
                : throw new CommandException(
                    $"{path} is of another replay ({read?.Asked}). Name another file with --checkpoint, or delete it.");
        }
        catch (JsonException)
        {
            throw new CommandException($"{path} is no checkpoint of a replay. Name another file with --checkpoint, or delete it.");
        }
    }

    /// <summary>As a whole or not at all.</summary>
    public void Write(string path)
    {
        File.WriteAllText($"{path}.new", JsonSerializer.Serialize(this));
        File.Move($"{path}.new", path, overwrite: true);
    }
}
