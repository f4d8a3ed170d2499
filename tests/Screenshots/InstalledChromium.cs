using Microsoft.Playwright;

namespace EventPlatform.Screenshots;

/// <summary>The distribution's Chromium, driven by Playwright: no browser is downloaded.</summary>
public static class InstalledChromium
{
    private const string Executable = "/usr/bin/chromium";
    private static readonly string[] Arguments =
        ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"];

    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => File.Exists(Executable)
        ? playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = Arguments })
        : throw new InvalidOperationException($"{Executable} is missing: apt-get install chromium");
}
