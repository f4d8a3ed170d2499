using System.Net.Http.Json;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;
using Microsoft.Playwright;

namespace EventPlatform.EndToEndTests.Dashboards;

[Collection(SiteTests.Name)]
[Trait("Servers", "any")]
public sealed class Feeds_and_corrections(Site site)
{
    [Fact]
    public async Task A_feed_sees_its_own_quality_checks_a_report_and_looks_up_what_became_of_one()
    {
        var key = await RegisterAsync("herald");
        (string, string)[] polling = [("EventStore__Url", site.Platform.EventStore.Address.ToString()),
            ("EventStore__Key", Keys.Of(Role.Service))];
        await using var query = new ServiceProcess("Query", site.Platform.Workspace, polling);
        await using var ingestion = new ServiceProcess("Ingestion", site.Platform.Workspace, polling);
        await using var dashboard = site.NewDashboard(
            [.. polling, ("Upstream__Query", query.Address.ToString()), ("Upstream__Ingestion", ingestion.Address.ToString())]);
        await Task.WhenAll(query.StartReadyAsync(), ingestion.StartReadyAsync(), dashboard.StartReadyAsync());
        await site.Platform.PostAsync(Events.One(Events.Funding("Heralded", "herald-1", source: "/feeds/herald")));
        await using var page = await site.OpenAsync(new() { BaseURL = dashboard.Address.ToString() });
        page.ExpectsErrors = true; // signing in fails until every service knows the key
        await Eventually.Be("the key is known", async () =>
        {
            await page.SignInAsync(key);
            return await page.Page.Locator("h1").InnerTextAsync() == "herald";
        });

        await page.Page.GetByLabel("Id of the event").FillAsync("herald-1");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Look up" }).ClickAsync();
        await page.Page.WaitForURLAsync("**id=herald-1");
        (await page.Page.Locator(".notice").InnerTextAsync()).ShouldStartWith("Stored at position");

        var report = Events.Funding("Heralded", "herald-2", source: "/feeds/herald");
        await CheckAsync(report.ToJsonString());
        await page.SeesAsync("The platform would take this event. Nothing was sent.");
        await CheckAsync(report.ToJsonString().Replace("USD", "dollars", StringComparison.Ordinal));
        await page.SeesAsync("/data/amount/currency");
        await CheckAsync("{");
        (await page.Page.Locator(".notice.bad").CountAsync()).ShouldBe(1);

        async Task CheckAsync(string json)
        {
            await page.Page.Locator("#event").FillAsync(json);
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
            await page.Page.WaitForLoadStateAsync();
        }
    }

    [Fact]
    public async Task A_suggested_correction_is_a_report_beside_the_others()
    {
        await using var dashboard = site.NewDashboard(("Upstream__CorrectionsKey", Keys.Of(Role.Feed)));
        await dashboard.StartReadyAsync();
        await site.Platform.PostAsync(Events.One(Events.Funding("Mistaken", "mistaken-1", 5_000_000)));
        await using var page = await site.OpenAsync(Role.Read, new() { BaseURL = dashboard.Address.ToString() });
        await Eventually.Be("the fact is known", async () =>
        {
            await page.GoAsync("/facts?company=mistaken");
            return await page.Page.Locator("main tbody a").CountAsync() > 0;
        });
        await page.Page.Locator("main tbody a").First.ClickAsync();
        var fact = page.Page.Url;
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Suggest a correction" }).ClickAsync();
        var data = await page.Page.GetByLabel("What is right").InputValueAsync();

        await SendAsync(data.Replace("USD", "dollars", StringComparison.Ordinal));
        await page.SeesAsync("/data/amount/currency");
        await SendAsync(data.Replace("5000000", "6000000", StringComparison.Ordinal));
        await page.SeesAsync("Your correction was accepted");

        await Eventually.Be("the correction is shown", async () =>
        {
            await page.Page.GotoAsync(fact);
            return (await page.TextAsync()).Contains("USD 6,000,000", StringComparison.Ordinal);
        });
        await page.SeesAsync("USD 5,000,000");
        await page.SeesAsync("the annual report says so");
        await page.SeesAsync("Correction by tests-Read");

        async Task SendAsync(string json)
        {
            await page.Page.GetByLabel("What is right").FillAsync(json);
            await page.Page.GetByLabel("Quote that it rests on").FillAsync("the annual report says so");
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Send as a report" }).ClickAsync();
            await page.Page.WaitForLoadStateAsync();
        }
    }

    /// <returns>The key of the feed.</returns>
    private async Task<string> RegisterAsync(string feed)
    {
        using var ops = site.Platform.EventStore.Client(Role.Ops);
        (await ops.PostAsJsonAsync(new Uri("/v1/feeds", UriKind.Relative), new { name = feed, sourcePrefix = $"/feeds/{feed}", trust = 1 }))
            .EnsureSuccessStatusCode().Dispose();
        using var made = await ops.PostAsync(new Uri($"/v1/feeds/{feed}/keys", UriKind.Relative), null);
        return (string)(await made.JsonAsync())["key"]!;
    }
}
