namespace EventPlatform.Servers;

/// <summary>A file system in memory that can be filled, mounted at the data directory of a server. Requires root, as in CI.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private readonly string directory;

    private SmallDisk(string directory) => this.directory = directory;

    private string Ballast => Path.Combine(directory, "ballast");

    public static async Task<SmallDisk> MountAsync(string directory, int megabytes)
    {
        Directory.CreateDirectory(directory);
        await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", directory);
        return new SmallDisk(directory);
    }

    /// <summary>Fills the disk except for some megabytes.</summary>
    public Task FillAsync(int leaveMegabytes) =>
        RunAsync("fallocate", "-l", $"{(new DriveInfo(directory).AvailableFreeSpace / 1024) - (leaveMegabytes * 1024)}KiB", Ballast);

    /// <summary>Fills the disk completely, even while the server writes.</summary>
    public Task FillAsync() => RunAsync("/bin/sh", "-c", $"! cat /dev/zero 2>&1 >'{Ballast}' | grep -v 'No space left'");

    public void Free() => File.Delete(Ballast);

    public async ValueTask DisposeAsync() => await RunAsync("umount", "-l", directory);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var ended = await ChildProcess.RunAsync(program, arguments, Eventually.Patience);
        if (ended is not (0, _)) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {ended}");
    }
}
