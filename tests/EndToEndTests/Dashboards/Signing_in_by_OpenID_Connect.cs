using Microsoft.Playwright;

namespace EventPlatform.EndToEndTests.Dashboards;

[Collection(SiteTests.Name)]
[Trait("Servers", "any")]
public sealed class Signing_in_by_OpenID_Connect(ProvidedSite provided) : IClassFixture<ProvidedSite>
{
    [Theory]
    [InlineData("viewer", "/companies/acme", 200)]
    [InlineData("viewer", "/ops", 403)]
    [InlineData("observer", "/ops", 200)]
    [InlineData("observer", "/companies/acme", 403)]
    [InlineData("operator", "/companies/acme", 200)]
    [InlineData("operator", "/ops/access", 200)]
    public async Task Opens_the_pages_of_the_role(string role, string path, int status)
    {
        await using var page = await SignInAsync(role);

        (await page.GoAsync(path)).ShouldBe(status);
        (await page.Page.Locator("header").InnerTextAsync()).ShouldContain("Ada");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("janitor")]
    public async Task Is_refused_to_people_without_a_role(string? role)
    {
        await using var page = await SignInAsync(role);

        page.Page.Url.ShouldContain("/not-allowed");
        await page.GoAsync("/companies/acme");
        page.Page.Url.ShouldContain("/sign-in");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData(@"/\evil.example/")]
    [InlineData("/\t/evil.example/")]
    public async Task Leads_to_no_other_site(string returnTo)
    {
        provided.Provider.Role = "viewer";
        await using var page = await provided.OpenAsync();
        await page.GoAsync($"/sign-in/oidc?returnTo={Uri.EscapeDataString(returnTo)}");

        page.Page.Url.ShouldBe(provided.Address);
    }

    [Fact]
    public async Task Puts_the_name_of_the_person_into_the_audit()
    {
        await using var page = await SignInAsync("operator", "Grace Höpper");
        await page.GoAsync("/ops/access/new-key");
        await page.Page.GetByLabel("Name of the holder").FillAsync("an astronomer");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        await page.Page.WaitForURLAsync("**/ops/access");

        await page.GoAsync("/ops/audit");

        (await page.TextAsync()).ShouldContain("Grace Höpper");
    }

    private async Task<WatchedPage> SignInAsync(string? role, string name = "Ada")
    {
        (provided.Provider.Role, provided.Provider.Name) = (role, name);
        var page = await provided.OpenAsync();
        page.ExpectsErrors = true;
        await page.GoAsync("/sign-in?returnTo=%2Fabout");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with the test provider" }).ClickAsync();
        await page.Page.WaitForLoadStateAsync();
        return page;
    }
}
