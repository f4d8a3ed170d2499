using EventPlatform.Hosting.Access;
using EventPlatform.Servers;
using Microsoft.Playwright;

namespace EventPlatform.EndToEndTests.Dashboards;

[Collection(SiteTests.Name)]
[Trait("Servers", "any")]
public sealed class Signing_in_by_OpenID_Connect(Site site) : IAsyncLifetime
{
    private readonly IdentityProvider provider = new();
    private ServiceProcess dashboard = null!;

    public async ValueTask InitializeAsync()
    {
        await provider.StartAsync();
        Role[] roles = [Role.Read, Role.Observer, Role.Ops];
        dashboard = site.NewDashboard([.. provider.Settings, .. roles.Select(role => ($"Upstream__Keys__{role}", Keys.Of(role)))]);
        await dashboard.StartReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await dashboard.DisposeAsync();
        await provider.DisposeAsync();
    }

    [Theory]
    [InlineData("viewer", "/companies/acme", 200)]
    [InlineData("viewer", "/ops", 403)]
    [InlineData("observer", "/ops", 200)]
    [InlineData("observer", "/companies/acme", 403)]
    [InlineData("operator", "/companies/acme", 200)]
    [InlineData("operator", "/ops/access", 200)]
    public async Task Opens_the_pages_of_the_role(string role, string path, int status)
    {
        provider.Role = role;
        await using var page = await SignInAsync();

        (await page.GoAsync(path)).ShouldBe(status);
        (await page.Page.Locator("header").InnerTextAsync()).ShouldContain("Ada");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("janitor")]
    public async Task Is_refused_to_people_without_a_role(string? role)
    {
        provider.Role = role;
        await using var page = await SignInAsync();

        page.Page.Url.ShouldContain("/not-allowed");
        await page.GoAsync("/companies/acme");
        page.Page.Url.ShouldContain("/sign-in");
    }

    [Fact]
    public async Task Puts_the_name_of_the_person_into_the_audit()
    {
        (provider.Role, provider.Name) = ("operator", "Grace Höpper");
        await using var page = await SignInAsync();
        await page.GoAsync("/ops/access/new-key");
        await page.Page.GetByLabel("Who is to hold it").FillAsync("somebody");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        await page.Page.WaitForURLAsync("**/ops/access");

        await page.GoAsync("/ops/audit");

        (await page.TextAsync()).ShouldContain("Grace Höpper");
    }

    private async Task<WatchedPage> SignInAsync()
    {
        var page = await site.OpenAsync(new() { BaseURL = dashboard.Address.ToString() });
        page.ExpectsErrors = true;
        await page.GoAsync("/sign-in?returnTo=%2Fabout");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with the test provider" }).ClickAsync();
        await page.Page.WaitForLoadStateAsync();
        return page;
    }
}
