using Microsoft.Playwright;

namespace EventPlatform.Screenshots;

/// <summary>Starts the distribution's Chromium with Playwright, so that no browser is downloaded.</summary>
public static class InstalledChromium
{
    private const string Executable = "/usr/bin/chromium";
    private static readonly string[] Arguments =
        ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"];

    /// <exception cref="InvalidOperationException">Chromium is not installed.</exception>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => File.Exists(Executable)
        ? playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = Arguments })
        : throw new InvalidOperationException($"{Executable} is missing: apt-get install chromium");
}
