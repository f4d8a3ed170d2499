using System.Net.Http.Json;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests.Dashboards;

[Collection(SiteTests.Name)]
[Trait("Servers", "any")]
public sealed class Signing_in(Site site)
{
    [Fact]
    public async Task Leads_to_the_page_that_was_asked_for()
    {
        await using var page = await site.OpenAsync();
        await page.GoAsync("/companies/acme");
        page.Page.Url.ShouldContain("/sign-in");

        await page.Page.GetByLabel("API key").FillAsync(Keys.Of(Role.Read));
        await page.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.Page.WaitForURLAsync("**/companies/acme");

        (await page.TextAsync()).ShouldContain("Acme");
    }

    [Theory]
    [InlineData("no-such-key", "not known")]
    [InlineData("the-service-key-of-tests", "only for services")]
    public async Task Is_refused_with_a_reason(string key, string reason)
    {
        await using var page = await site.OpenAsync();
        page.ExpectsErrors = true;

        await page.SignInAsync(key);

        (await page.TextAsync()).ShouldContain(reason);
        (await page.GoAsync("/companies/acme")).ShouldBe(200);
        page.Page.Url.ShouldContain("/sign-in");
    }

    [Fact]
    public async Task Ends_when_somebody_signs_out()
    {
        await using var page = await site.OpenAsync();
        await page.SignInAsync(Keys.Of(Role.Read));

        await page.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.Page.WaitForURLAsync("**/sign-in");
        await page.GoAsync("/companies/acme");

        page.Page.Url.ShouldContain("/sign-in");
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        await using var page = await site.OpenAsync(Role.Ops);

        var signOut = await page.Page.Context.APIRequest.PostAsync("/sign-out");
        var signIn = await page.Page.Context.APIRequest.PostAsync("/sign-in",
            new() { Form = page.Page.Context.APIRequest.CreateFormData() });

        signOut.Status.ShouldBe(400);
        signIn.Status.ShouldBe(400);
    }

    [Fact]
    public async Task Ends_within_5_seconds_of_the_revocation_of_the_key_and_so_do_live_rows()
    {
        (string, string)[] polling = [("EventStore__Url", site.Platform.EventStore.Address.ToString()),
            ("EventStore__Key", Keys.Of(Role.Service))];
        await using var query = new ServiceProcess("Query", site.Platform.Workspace, polling);
        await query.StartReadyAsync();
        await using var dashboard = site.NewDashboard([.. polling, ("Upstream__Query", query.Address.ToString())]);
        await dashboard.StartReadyAsync();
        using var ops = site.Platform.EventStore.Client(Role.Ops);
        using var made = await ops.PostAsJsonAsync(new Uri("/v1/keys", UriKind.Relative), new { name = "reader", role = "read" });
        var key = await made.JsonAsync();
        await using var page = await site.OpenAsync(new() { BaseURL = dashboard.Address.ToString() });
        page.ExpectsErrors = true;
        await Eventually.Be("the key is known", async () =>
        {
            await page.SignInAsync((string)key["key"]!);
            return !page.Page.Url.Contains("/sign-in", StringComparison.Ordinal);
        });
        await page.GoAsync("/log");
        await page.Page.Locator(".live-bar .dot", new() { HasTextString = "Live" }).WaitForAsync();

        using var revoked = await ops.DeleteAsync(new Uri($"/v1/keys/{key["id"]}", UriKind.Relative));
        await page.Page.Locator(".live-bar .dot", new() { HasTextString = "Your sign-in has ended" })
            .WaitForAsync(new() { Timeout = 5_000 });
        await page.GoAsync("/log");

        page.Page.Url.ShouldContain("/sign-in");
    }
}
