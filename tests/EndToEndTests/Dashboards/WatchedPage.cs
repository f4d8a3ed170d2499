using Microsoft.Playwright;

namespace EventPlatform.EndToEndTests.Dashboards;

/// <summary>A page in the browser. Disposing it fails the test if the page had errors that the test did not expect.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    private readonly List<string> wrong = [];

    public WatchedPage(IPage page)
    {
        Page = page;
        page.SetDefaultTimeout(20_000);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") wrong.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => wrong.Add($"{page.Url}: {error}");
    }

    public IPage Page { get; }

    /// <summary>Set by tests of refusals and interruptions, which a browser logs as errors on its console.</summary>
    public bool ExpectsErrors { get; set; }

    /// <returns>The status code.</returns>
    public async Task<int> GoAsync(string path) => (await Page.GotoAsync(path))!.Status;

    public async Task SignInAsync(string key)
    {
        await GoAsync("/sign-in");
        await Page.GetByLabel("API key").FillAsync(key);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Page.WaitForLoadStateAsync();
    }

    /// <summary>Waits for a text, because a click loads a page.</summary>
    public Task SeesAsync(string text) => Page.Locator("main", new() { HasTextString = text }).WaitForAsync();

    public Task<string> TextAsync() => Page.Locator("main").InnerTextAsync();

    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        if (!ExpectsErrors) wrong.ShouldBeEmpty();
    }
}
