using EventPlatform.Hosting.Access;
using Microsoft.Playwright;

namespace EventPlatform.EndToEndTests.Dashboards;

[Collection(SiteTests.Name)]
[Trait("Servers", "any")]
public sealed class Overview_of_operations(Site site)
{
    [Fact]
    public async Task Says_which_service_is_away_and_when_it_is_back_without_a_reload()
    {
        await using var page = await site.OpenAsync(Role.Observer);
        await page.GoAsync("/ops");
        var row = page.Page.Locator("tr", new() { Has = page.Page.GetByRole(AriaRole.Rowheader, new() { Name = "Projections" }) });
        await row.Locator(".state", new() { HasTextString = "Healthy" }).WaitForAsync();
        await page.Page.EvaluateAsync("window.isTheSame = true");

        await site.Platform.Projections.KillAsync();
        await row.Locator(".state", new() { HasTextString = "Away" }).WaitForAsync();
        (await page.Page.Locator(".verdict").InnerTextAsync()).ShouldContain("Projections is away");
        await site.Platform.Projections.StartReadyAsync();
        await row.Locator(".state", new() { HasTextString = "Healthy" }).WaitForAsync();

        (await page.Page.EvaluateAsync<bool>("window.isTheSame")).ShouldBeTrue();
    }

    [Fact]
    public async Task Says_since_when_it_could_not_refresh()
    {
        await using var dashboard = site.NewDashboard();
        await dashboard.StartReadyAsync();
        await using var page = await site.OpenAsync(Role.Observer, new() { BaseURL = dashboard.Address.ToString() });
        page.ExpectsErrors = true;
        await page.GoAsync("/ops");

        await dashboard.KillAsync();
        await page.Page.GetByText("Could not refresh since").WaitForAsync();
        (await page.Page.Locator("h1").InnerTextAsync()).ShouldBe("Operations");
        await dashboard.StartReadyAsync();

        await page.Page.GetByText("Could not refresh since").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }
}
