using System.Diagnostics;

namespace EventPlatform.EndToEndTests.Clients;

/// <summary>A headless browser that shows one page until it is disposed.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private readonly DirectoryInfo profile = Directory.CreateTempSubdirectory("eventplatform-chromium-");
    private readonly Process process;

    public Chromium(Uri page)
    {
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--remote-debugging-port=0",
            $"--user-data-dir={profile.FullName}", page.ToString(),
        ];
        process = Process.Start(new ProcessStartInfo("chromium", arguments)
        {
            UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true,
        })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        profile.Delete(recursive: true);
    }
}
