using System.Globalization;

namespace EventPlatform.Servers;

/// <summary>Stops a process and its children with SIGSTOP: connections stay open, but nothing answers. Disposal resumes them.</summary>
public sealed class Frozen : IAsyncDisposable
{
    private readonly IReadOnlyList<int> processes;

    private Frozen(IReadOnlyList<int> processes) => this.processes = processes;

    /// <param name="alone">True to leave its children running.</param>
    public static async Task<Frozen> ProcessAsync(int id, bool alone = false)
    {
        var frozen = new Frozen(alone ? [id] : [id, .. Descendants(id)]);
        await SignalAsync("STOP", frozen.processes);
        return frozen;
    }

    public async ValueTask DisposeAsync() => await SignalAsync("CONT", processes);

    private static async Task SignalAsync(string signal, IEnumerable<int> processes) =>
        await ChildProcess.RunAsync("/bin/sh", ["-c", $"kill -{signal} {string.Join(' ', processes)}"], Eventually.Patience);

    private static IEnumerable<int> Descendants(int id) => Directory.EnumerateDirectories("/proc")
        .Select(
            directory => int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var process)
                && ParentOf(process) == id ? process : 0)
        .Where(process => process > 0).SelectMany(child => (IEnumerable<int>)[child, .. Descendants(child)]);

    private static int ParentOf(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // it has ended meanwhile
        }
    }
}
