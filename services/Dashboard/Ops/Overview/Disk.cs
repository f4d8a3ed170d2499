namespace EventPlatform.Dashboard.Ops.Overview;

/// <summary>The disk of a native installation, if the dashboard runs beside it.</summary>
public sealed record Disk(long FreeBytes, long TotalBytes)
{
    private const long Little = 1_000_000_000;

    public bool IsNearlyFull => FreeBytes < Little;

    /// <summary>Null if the folder of the data is not known or not there.</summary>
    public static Disk? Find(IConfiguration configuration) =>
        configuration["EVENTPLATFORM_DATA"] is { Length: > 0 } folder && Directory.Exists(folder)
            && new DriveInfo(Path.GetFullPath(folder)) is { IsReady: true } drive
            ? new(drive.AvailableFreeSpace, drive.TotalSize)
            : null;
}
