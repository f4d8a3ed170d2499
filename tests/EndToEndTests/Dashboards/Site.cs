using EventPlatform.Hosting.Access;
using EventPlatform.Screenshots;
using EventPlatform.Servers;
using Microsoft.Playwright;

namespace EventPlatform.EndToEndTests.Dashboards;

/// <summary>
/// A platform with its dashboard, the reports of the sample and of two feeds, and a browser. All tests of pages share it.
/// </summary>
public sealed class Site(TestServers servers) : IAsyncLifetime
{
    private readonly Dictionary<Role, string> signedIn = [];
    private readonly DirectoryInfo cookieKeys = Directory.CreateTempSubdirectory("eventplatform-cookies-");
    private IPlaywright playwright = null!;

    public Platform Platform { get; } = new(servers);

    public ServiceProcess Dashboard { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        Browser = await InstalledChromium.LaunchAsync(playwright);
        await Platform.InitializeAsync();
        Dashboard = NewDashboard();
        await Dashboard.StartReadyAsync();
        await Platform.PostAsync(Events.Lines(await File.ReadAllLinesAsync(
            Path.Combine(Machine.Repository, "deploy", "samples", "xpeng-2019-11.ndjson"))));
        await Platform.AreReadableAsync(11);
        await Platform.PostAsync(Events.Lines(Said.ByTwoFeeds));
        await Platform.AreReadableAsync(11 + Said.ByTwoFeeds.Count);
    }

    /// <summary>Creates another dashboard on the same platform. All dashboards accept each other's cookies.</summary>
    public ServiceProcess NewDashboard(params (string Name, string Value)[] settings) => new("Dashboard", Platform.Workspace,
    [
        ("Upstream__Query", Platform.Query.Address.ToString()), ("Upstream__Ingestion", Platform.Ingestion.Address.ToString()),
        ("Upstream__Projections", Platform.Projections.Address.ToString()),
        ("Upstream__EventStore", Platform.EventStore.Address.ToString()), ("DataProtection__Folder", cookieKeys.FullName), .. settings,
    ]);

    /// <summary>Opens a page for somebody who signed in with the key of a role.</summary>
    /// <param name="options">Options of the browser, such as its width or colours.</param>
    public async Task<WatchedPage> OpenAsync(Role role, BrowserNewContextOptions? options = null)
    {
        if (!signedIn.TryGetValue(role, out var state)) signedIn[role] = state = await SignInAsync(role);
        options ??= new();
        options.StorageState = state;
        return await OpenAsync(options);
    }

    /// <summary>Opens a page for somebody who has not signed in.</summary>
    public async Task<WatchedPage> OpenAsync(BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.BaseURL ??= Dashboard.Address.ToString();
        return new(await (await Browser.NewContextAsync(options)).NewPageAsync());
    }

    private async Task<string> SignInAsync(Role role)
    {
        await using var page = await OpenAsync();
        await page.SignInAsync(Keys.Of(role));
        return await page.Page.Context.StorageStateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null) await Browser.CloseAsync();
        playwright?.Dispose();
        if (Dashboard is not null) await Dashboard.DisposeAsync();
        await Platform.DisposeAsync();
        cookieKeys.Delete(recursive: true);
    }
}

[CollectionDefinition(Name)]
public sealed class SiteTests : ICollectionFixture<Site>
{
    public const string Name = "site";
}
