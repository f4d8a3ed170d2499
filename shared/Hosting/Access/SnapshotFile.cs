using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventPlatform.Hosting.Access;

/// <summary>A snapshot, and when the EventStore last confirmed it.</summary>
public sealed record DatedSnapshot(DateTimeOffset At, AccessSnapshot Snapshot);

/// <summary>
/// The last snapshot on disk, for a start while the EventStore is away. It holds hashes of keys and no key. It is written as a whole or not at all, for its
/// owner only.
/// </summary>
public sealed class SnapshotFile(string path, TimeSpan maxAge)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Null and the reason if there is none that may be used.</summary>
    public (DatedSnapshot? Snapshot, string? WhyNot) Read(DateTimeOffset now)
    {
        try
        {
            return JsonSerializer.Deserialize<DatedSnapshot>(File.ReadAllBytes(path), Json) switch
            {
                not { Snapshot: { Keys: not null, Feeds: not null } } => (null, $"{path} holds no snapshot"),
                { At: var at } when now - at > maxAge => (null, $"{path} is older than {maxAge.TotalHours:0.#} hours: keys may have been revoked since"),
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

    /// <summary>Null, or why it could not be written. An older snapshot is then deleted, so that a key that was revoked since does not come back with it.</summary>
    public string? Write(DatedSnapshot snapshot)
    {
        var next = $"{path}.new";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            File.Delete(next); // the mode counts for a new file only
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
