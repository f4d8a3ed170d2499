using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace EventPlatform.Servers;

/// <summary>A child process, which is ended by its id.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private const int KeptLines = 200;

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();

    public ChildProcess(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[name] = value;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>Its peak resident memory in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
    }

    /// <summary>The last lines of its output.</summary>
    public string Output => string.Join('\n', lines);

    /// <summary>Sends SIGKILL, so that it cannot finish anything.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Sends SIGTERM, as supervisors do, and returns the exit code.</summary>
    public async Task<int> StopAsync(TimeSpan? within = null)
    {
        using (var signal = Process.Start("/bin/sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -TERM {process.Id}")]))
            await signal.WaitForExitAsync();
        return await ExitAsync(within);
    }

    /// <summary>Waits until it ends, and returns the exit code.</summary>
    public async Task<int> ExitAsync(TimeSpan? within = null)
    {
        using var deadline = new CancellationTokenSource(within ?? Eventually.Patience);
        await process.WaitForExitAsync(deadline.Token);
        return process.ExitCode;
    }

    /// <summary>Runs a program, and returns its exit code and output; null if it is missing or takes too long.</summary>
    public static async Task<(int Code, string Output)?> RunAsync(string file, IEnumerable<string> arguments, TimeSpan within)
    {
        try
        {
            await using var child = new ChildProcess(file, arguments);
            try
            {
                return (await child.ExitAsync(within), child.Output);
            }
            catch (OperationCanceledException)
            {
                child.process.Kill(entireProcessTree: true); // its own children would continue
                return null;
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lines.Enqueue(line);
        if (lines.Count > KeptLines) lines.TryDequeue(out _);
    }
}
