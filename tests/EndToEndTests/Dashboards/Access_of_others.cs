using EventPlatform.Hosting.Access;
using Microsoft.Playwright;

namespace EventPlatform.EndToEndTests.Dashboards;

[Collection(SiteTests.Name)]
[Trait("Servers", "any")]
public sealed class Access_of_others(Site site)
{
    [Fact]
    public async Task A_key_is_shown_once_and_revoked_after_its_name_was_typed()
    {
        await using var page = await site.OpenAsync(Role.Ops);
        page.ExpectsErrors = true; // the wrong name is refused
        await page.GoAsync("/ops/access/new-key");
        await page.Page.GetByLabel("Name of the holder").FillAsync("ada");
        await page.Page.GetByLabel("Role").SelectOptionAsync("observer");
        await ClickAsync(page, "Make the key");
        var key = await page.Page.Locator(".secret code").InnerTextAsync();
        key.Length.ShouldBeGreaterThan(20);
        await page.Page.ReloadAsync();
        (await page.Page.ContentAsync()).ShouldNotContain(key);

        var row = page.Page.Locator("tr", new() { Has = page.Page.GetByRole(AriaRole.Rowheader, new() { Name = "ada" }) });
        await row.GetByRole(AriaRole.Link, new() { Name = "Revoke" }).ClickAsync();
        await page.Page.GetByLabel("Type").FillAsync("eve");
        await ClickAsync(page, "Revoke the key");
        await page.SeesAsync("The name is not the one that was shown");
        await page.Page.GetByLabel("Type").FillAsync("ada");
        await ClickAsync(page, "Revoke the key");

        await page.SeesAsync("The key of ada is revoked.");
        (await row.First.InnerTextAsync()).ShouldContain("revoked");
    }

    [Fact]
    public async Task A_feed_is_registered_with_its_licence_changed_and_given_a_key()
    {
        await using var page = await site.OpenAsync(Role.Ops);
        await page.GoAsync("/ops/access/new-feed");
        await page.Page.GetByLabel("Name", new() { Exact = false }).First.FillAsync("gazette");
        await page.Page.GetByLabel("Source prefix").FillAsync("/feeds/gazette");
        await page.Page.GetByLabel("Licence").FillAsync("CC-BY-4.0");
        await page.Page.GetByLabel("Attribution").FillAsync("Data by the Gazette");
        await ClickAsync(page, "Register the feed");
        await page.SeesAsync("CC-BY-4.0");

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Change" }).ClickAsync();
        await page.Page.GetByLabel("Trust").FillAsync("7");
        await ClickAsync(page, "Change the feed");
        await page.SeesAsync("The feed gazette is changed.");
        (await page.Page.Locator("dt:has-text('Trust') + dd").InnerTextAsync()).ShouldBe("7");
        await page.GoAsync("/ops/access/new-key?feed=gazette");
        await ClickAsync(page, "Make the key");

        (await page.Page.Locator(".secret code").InnerTextAsync()).Length.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Maintenance_is_turned_on_with_a_reason_and_off_again()
    {
        await using var page = await site.OpenAsync(Role.Ops);
        await page.GoAsync("/ops/access/maintenance");
        await page.Page.GetByLabel("Reason").FillAsync("moving the disk");
        await ClickAsync(page, "Turn maintenance on");
        await page.SeesAsync("by tests-Ops: moving the disk");
        await page.GoAsync("/ops");
        await page.SeesAsync("moving the disk");

        await page.GoAsync("/ops/access/maintenance");
        await ClickAsync(page, "Turn maintenance off");

        await page.SeesAsync("Off: events are taken.");
    }

    private static Task ClickAsync(WatchedPage page, string button) =>
        page.Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
}
