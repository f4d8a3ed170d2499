namespace EventPlatform.Cli.Ops.Status;

/// <summary>The disk of a native installation, if eventctl runs beside it.</summary>
internal sealed record Disk(string Folder, long FreeBytes, long TotalBytes)
{
    public const long Little = 1_000_000_000;

    /// <summary>Null if the folder is not known or not there.</summary>
    public static Disk? Find() =>
        Environment.GetEnvironmentVariable("EVENTPLATFORM_DATA") is { Length: > 0 } folder && Directory.Exists(folder) && new DriveInfo(Path.GetFullPath(folder)) is { IsReady: true } drive
            ? new(folder, drive.AvailableFreeSpace, drive.TotalSize)
            : null;
}
