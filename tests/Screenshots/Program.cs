using System.Globalization;
using EventPlatform.Screenshots;
using Microsoft.Playwright;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (ScreenshotOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(ScreenshotOptions.Usage);
    return 2;
}

Directory.CreateDirectory(options.Folder);
using var playwright = await Playwright.CreateAsync();
await using var browser = await InstalledChromium.LaunchAsync(playwright);
var camera = new Camera(browser, options);
await camera.SignInAsync();
var isWell = true;
Console.WriteLine($"{"page",-24}{PageFigures.Head}");
foreach (var page in SitePages.All.Where(page => options.Only.Count == 0 || options.Only.Contains(page.Name, StringComparer.Ordinal)))
{
    if (await camera.FindAsync(page) is not { } path)
    {
        Console.WriteLine($"{page.Name,-24}not in this installation");
        continue;
    }

    foreach (var wrong in await camera.TakeAsync(page.Name, path))
    {
        isWell = false;
        Console.WriteLine($"  {wrong}");
    }
}

return isWell ? 0 : 1;
