using EventPlatform.Hosting.Access;
using EventPlatform.Servers;
using Microsoft.Playwright;

namespace EventPlatform.EndToEndTests.Dashboards;

[Collection(SiteTests.Name)]
[Trait("Servers", "any")]
public sealed class Without_scripts(Site site)
{
    [Theory]
    [InlineData("/funding", "groupBy", "quarter", "2020-Q2")]
    [InlineData("/facts", "type", "PlantOpened", "Acme North")]
    [InlineData("/log", "type", "ProductShipped", "company/acme")]
    [InlineData("/shipments", "groupBy", "product", "Roadster")]
    [InlineData("/plants", "groupBy", "owner", "Acme")]
    [InlineData("/promises", "state", "missed", "missed")]
    [InlineData("/search?q=acme", "kind", "plant", "Acme South")]
    public async Task A_filter_is_chosen_and_stays_in_the_address(string path, string name, string value, string shown)
    {
        await using var page = await OpenAsync(Role.Read);
        await page.GoAsync(path);

        await page.Page.Locator($".filters select[name={name}]").SelectOptionAsync(value);
        await page.Page.Locator(".filters button[type=submit]").ClickAsync();

        await page.Page.WaitForURLAsync($"**{name}={value}**");
        (await page.Page.Locator($".filters select[name={name}]").InputValueAsync()).ShouldBe(value);
        (await page.TextAsync()).ShouldContain(shown, Case.Insensitive);
    }

    [Fact]
    public async Task Somebody_signs_in_searches_looks_at_the_past_and_signs_out()
    {
        await using var page = await site.OpenAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        await page.SignInAsync(Keys.Of(Role.Read));
        await page.Page.Locator("#search").FillAsync("acme");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.WaitForURLAsync("**/search?q=acme");
        await page.Page.Locator("main a[href='/companies/acme']").First.ClickAsync();

        await page.Page.GetByText("Look at the past").ClickAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "The world a year ago" }).ClickAsync();
        await page.SeesAsync("You are looking at the past");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await page.Page.WaitForURLAsync("**/sign-in");
    }

    [Fact]
    public async Task An_operator_acts()
    {
        await using var page = await OpenAsync(Role.Ops);
        await page.GoAsync("/ops");
        await page.SeesAsync("Looked at");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Refresh" }).ClickAsync();
        await page.GoAsync("/ops/access/new-key");
        await page.Page.GetByLabel("Name of the holder").FillAsync("scriptless");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();

        await page.SeesAsync("The key of scriptless with the role read is made.");
        page.Page.Url.ShouldEndWith("/ops/access");
    }

    private Task<WatchedPage> OpenAsync(Role role) => site.OpenAsync(role, new() { JavaScriptEnabled = false });
}
