namespace EventPlatform.Operations;

/// <summary>The free space on a disk of a native installation.</summary>
public sealed record DiskSpace(string Folder, long FreeBytes, long TotalBytes)
{
    public const long Little = 1_000_000_000;
    public const string Variable = "EVENTPLATFORM_DATA";

    public bool IsNearlyFull => FreeBytes < Little;

    /// <summary>
    /// Returns the disks of the data folder and of both servers, which may be separate mounts: each disk once, the fullest first.
    /// </summary>
    /// <param name="data">The folder of the installation; null if it is not known, as in a container.</param>
    public static IReadOnlyList<DiskSpace> Find(string? data)
    {
        if (string.IsNullOrEmpty(data)) return [];
        return [.. new[] { data, Path.Combine(data, "postgres"), Path.Combine(data, "rabbitmq") }
            .Where(Directory.Exists)
            .Select(folder => (Folder: folder, Drive: new DriveInfo(Path.GetFullPath(folder))))
            .Where(one => one.Drive.IsReady)
            .Select(one => new DiskSpace(one.Folder, one.Drive.AvailableFreeSpace, one.Drive.TotalSize))
            .DistinctBy(disk => (disk.FreeBytes, disk.TotalBytes))
            .OrderBy(disk => disk.FreeBytes)];
    }
}
