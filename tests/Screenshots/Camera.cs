using Microsoft.Playwright;

namespace EventPlatform.Screenshots;

/// <summary>Opens pages as a signed-in user, each with an empty cache, and takes screenshots.</summary>
internal sealed class Camera(IBrowser browser, ScreenshotOptions options)
{
    private const string SignIn = "/sign-in";
    private const int Height = 900;
    private const int Longest = 2_400; // pixels of a screenshot; the rest of a long table adds nothing
    private static readonly int[] Widths = [1280, 390];
    private static readonly ColorScheme[] Colours = [ColorScheme.Light, ColorScheme.Dark];
    private string? signedIn;

    /// <exception cref="InvalidOperationException">The key is refused.</exception>
    public async Task SignInAsync()
    {
        var page = await OpenAsync();
        if ((await page.GotoAsync(SignIn))?.Ok is not true) throw new InvalidOperationException($"{options.Address} is not a dashboard");
        await page.GetByLabel("API key").FillAsync(options.Key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForLoadStateAsync();
        if (page.Url.Contains(SignIn, StringComparison.Ordinal))
            throw new InvalidOperationException($"{options.Address} refuses the key");
        signedIn = await page.Context.StorageStateAsync();
        await page.Context.CloseAsync();
    }

    public async Task<string?> FindAsync(SitePage wanted)
    {
        var page = await OpenAsync(signedIn);
        var path = await wanted.FindAsync(page);
        await page.Context.CloseAsync();
        return path;
    }

    /// <returns>The problems of the page.</returns>
    public async Task<IReadOnlyList<string>> TakeAsync(string name, string path)
    {
        var wrong = new List<string>();
        var page = await OpenAsync(path == SignIn ? null : signedIn);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") wrong.Add(message.Text);
        };
        page.PageError += (_, error) => wrong.Add(error);
        var answer = await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        await page.WaitForFunctionAsync("performance.getEntriesByType('navigation')[0].loadEventEnd > 0");
        var figures = await PageFigures.OfAsync(page);
        Console.WriteLine($"{name,-24}{figures.ToLine(answer!.Status, wrong.Count)}  {path}");
        if (!answer.Ok) wrong.Add($"status {answer.Status}");
        foreach (var width in Widths)
        {
            await page.SetViewportSizeAsync(width, Height);
            if ((await PageFigures.OfAsync(page)).IsTooWide) wrong.Add($"wider than {width} px");
            foreach (var colours in Colours) await PictureAsync(page, colours, $"{name}-{width}-{colours}.png".ToLowerInvariant());
        }

        await page.Context.CloseAsync();
        return wrong;
    }

    private async Task PictureAsync(IPage page, ColorScheme colours, string file)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = colours });
        var (width, height) = (page.ViewportSize!.Width, await page.EvaluateAsync<int>("document.documentElement.scrollHeight"));
        await page.ScreenshotAsync(new()
        {
            Path = Path.Combine(options.Folder, file), FullPage = true, Animations = ScreenshotAnimations.Disabled,
            Clip = new() { Width = width, Height = Math.Clamp(height, Height, Longest) },
        });
    }

    private async Task<IPage> OpenAsync(string? storage = null)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = options.Address.ToString(), StorageState = storage, ViewportSize = new() { Width = Widths[0], Height = Height },
        });
        return await context.NewPageAsync();
    }
}
