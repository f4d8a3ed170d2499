using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventPlatform.Hosting.Access;

/// <summary>A snapshot, and the time at which the EventStore last confirmed it.</summary>
public sealed record DatedSnapshot(DateTimeOffset At, AccessSnapshot Snapshot);

/// <summary>
/// The last snapshot on disk, for a start while the EventStore is unavailable. It contains hashes of keys, not keys. It is written
/// atomically, and readable for its owner only.
/// </summary>
public sealed class SnapshotFile(string path, TimeSpan maxAge)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Returns the snapshot, or null and the reason why there is none to use.</summary>
    public (DatedSnapshot? Snapshot, string? WhyNot) Read(DateTimeOffset now)
    {
        try
        {
            return JsonSerializer.Deserialize<DatedSnapshot>(File.ReadAllBytes(path), Json) switch
            {
                not { Snapshot: { Keys: not null, Feeds: not null } } => (null, $"{path} contains no snapshot"),
                { At: var at } when now - at > maxAge =>
                    (null, $"{path} is older than {maxAge.TotalHours:0.#} hours: keys may have been revoked since"),
                var dated => (dated, null),
            };
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, $"there is no file {path}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return (null, $"{path} cannot be read: {e.Message}");
        }
    }

    /// <summary>
    /// Returns null, or the reason why the snapshot could not be written. The older one is then deleted, because it may contain keys
    /// revoked since.
    /// </summary>
    public string? Write(DatedSnapshot snapshot)
    {
        var next = $"{path}.new";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            File.Delete(next); // the mode applies to a new file only
            using (var file = new FileStream(next, options))
            {
                JsonSerializer.Serialize(file, snapshot, Json);
                file.Flush(flushToDisk: true);
            }

            File.Move(next, path, overwrite: true);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Delete() is { } still ? $"{e.Message} {still}" : e.Message;
        }
    }

    private string? Delete()
    {
        try
        {
            File.Delete(path);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"An older one is left in place: {e.Message}";
        }
    }
}
