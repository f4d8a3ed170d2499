using EventPlatform.Hosting.Access;
using EventPlatform.Servers;
using Microsoft.Playwright;

namespace EventPlatform.EndToEndTests.Dashboards;

[Collection(SiteTests.Name)]
[Trait("Servers", "any")]
public sealed class Live_rows(Site site)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/log")]
    [InlineData("/facts")]
    [InlineData("/facts?type=FundingRaised")]
    public async Task Come_without_a_reload_and_wait_while_they_are_paused(string path)
    {
        var name = $"Live {path.Length}";
        await using var page = await site.OpenAsync(Role.Read);
        await page.GoAsync(path);
        await IsAsync(page, "Live");

        await PostAsync(name, "one");
        await RowAsync(page, $"{name} one");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await PostAsync(name, "two");
        await IsAsync(page, "Paused, 1 not shown");
        (await page.Page.Locator("[data-rows] tr", new() { HasTextString = Key(path, $"{name} two") }).CountAsync()).ShouldBe(0);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();

        await RowAsync(page, $"{name} two");

        Task RowAsync(WatchedPage shown, string company) =>
            shown.Page.Locator("[data-rows] tr", new() { HasTextString = Key(path, company) }).First.WaitForAsync();
    }

    [Theory]
    [InlineData("/facts?currency=USD")]
    [InlineData("/facts?sort=date")]
    [InlineData("/facts?asOf=2019-12-31")]
    public async Task Are_not_where_a_new_one_would_not_be_the_first(string path)
    {
        await using var page = await site.OpenAsync(Role.Read);
        await page.GoAsync(path);

        (await page.Page.Locator("[data-rows]").CountAsync()).ShouldBe(1);
        (await page.Page.Locator("live-rows").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Go_on_through_restarts_of_Query_and_of_the_dashboard_and_miss_nothing()
    {
        await using var page = await site.OpenAsync(Role.Read);
        page.ExpectsErrors = true;
        await page.GoAsync("/log");
        await IsAsync(page, "Live");

        await site.Platform.Query.KillAsync();
        await PostAsync("Restarted", "query");
        await site.Platform.Query.StartReadyAsync();
        await page.Page.Locator("[data-rows] tr", new() { HasTextString = "company/restarted-query" }).WaitForAsync();

        await site.Dashboard.KillAsync();
        await IsAsync(page, "Interrupted, trying again");
        await PostAsync("Restarted", "dashboard");
        await site.Dashboard.StartReadyAsync();
        await page.Page.Locator("[data-rows] tr", new() { HasTextString = "company/restarted-dashboard" }).WaitForAsync();

        (await page.Page.Locator("[data-rows] tr", new() { HasTextString = "company/restarted" }).CountAsync()).ShouldBe(2);
        (await page.GoAsync("/companies/acme")).ShouldBe(200);
    }

    [Fact]
    public async Task While_Query_is_away_a_page_says_so_and_works_again_later()
    {
        await using var page = await site.OpenAsync(Role.Read);
        page.ExpectsErrors = true;
        await site.Platform.Query.KillAsync();
        (await page.GoAsync("/companies/acme")).ShouldBe(503);
        (await page.TextAsync()).ShouldContain("Query does not answer");
        await site.Platform.Query.StartReadyAsync();

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Try again" }).ClickAsync();

        (await page.TextAsync()).ShouldContain("Roadster");
    }

    /// <summary>The text that identifies a row: the log names streams, the other pages name companies.</summary>
    private static string Key(string path, string company) =>
        path == "/log" ? $"company/{company.ToLowerInvariant().Replace(' ', '-')}" : $"{company} raised";

    private static Task IsAsync(WatchedPage page, string text) =>
        page.Page.Locator(".live-bar .dot", new() { HasTextString = text }).WaitForAsync();

    private Task PostAsync(string company, string id) =>
        site.Platform.PostAsync(Events.One(Events.Funding($"{company} {id}", $"{company}-{id}")));
}
