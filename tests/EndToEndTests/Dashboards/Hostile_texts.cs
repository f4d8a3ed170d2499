using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;
using Microsoft.Playwright;

namespace EventPlatform.EndToEndTests.Dashboards;

/// <summary>Feeds can send any text. Pages show it as text, and never as markup or a script.</summary>
[Collection(SiteTests.Name)]
[Trait("Servers", "any")]
public sealed class Hostile_texts(Site site)
{
    private const string Script = "<script>window.hacked=1</script><img src=x onerror=\"window.hacked=1\">";

    [Fact]
    public async Task Of_reports_are_shown_as_they_are()
    {
        await using var live = await site.OpenAsync(Role.Read);
        await live.GoAsync("/log");
        await live.Page.Locator(".live-bar .dot", new() { HasTextString = "Live" }).WaitForAsync();
        await PostAsync("hostile-1", $"Hostile {Script}", "javascript:window.hacked=1");
        await live.Page.Locator("[data-rows] tr", new() { HasTextString = "hostile-1" }).WaitForAsync();
        await live.Page.EvaluateAsync("for (const details of document.querySelectorAll('details')) details.open = true");
        await IsHarmlessAsync(live);

        await using var page = await site.OpenAsync(Role.Read);
        await page.GoAsync("/search?q=hostile");
        await page.Page.Locator("main a[href^='/companies/hostile']").First.ClickAsync();
        (await page.TextAsync()).ShouldContain($"Hostile {Script}");
        await IsHarmlessAsync(page);
        foreach (var more in (string[])["/history", "/diff?knownFrom=1"])
        {
            await page.GoAsync($"{new Uri(page.Page.Url).AbsolutePath.Replace("/history", "", StringComparison.Ordinal)}{more}");
            await IsHarmlessAsync(page);
        }

        await page.GoAsync("/facts?sort=-known");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Hostile" }).First.ClickAsync();
        (await page.TextAsync()).ShouldContain(Script);
        (await page.Page.Locator("a[href^='javascript' i]").CountAsync()).ShouldBe(0);
        await IsHarmlessAsync(page);
    }

    [Fact]
    public async Task In_addresses_are_shown_as_they_are()
    {
        await using var page = await site.OpenAsync(Role.Ops);
        page.ExpectsErrors = true; // some texts are refused with 400
        var text = Uri.EscapeDataString($"\">{Script}");
        foreach (var path in (string[])
            ["/search?q=", "/funding?currency=", "/facts?company=", "/plants?country=", "/shipments?company=", "/promises?company=",
            "/log?after=", "/companies/acme?asOf=", "/companies/acme?knownAt=", "/explain?of=", "/feed?name=", "/sign-in?returnTo=",
            "/ops/failures/letters?cause=", "/ops/identity/merge?from=", "/companies/"])
        {
            await page.GoAsync($"{path}{text}");
            await IsHarmlessAsync(page);
        }
    }

    [Fact]
    public async Task Parser_breaking_texts_break_no_page()
    {
        var names = HostileData.NaughtyStrings().Where(text => text.Trim().Length > 0 && text.Length < 200).ToList();
        foreach (var (index, name) in names.Index())
        {
            using var answer = await site.Platform.Feed.PostEventsAsync(
                Events.One(Report($"naughty-{index}", "Naughty", "https://press.example", name)));
        }

        await Eventually.Be("the facts are known",
            async () => (await site.Platform.GetAsync("/v1/facts?company=naughty"))["items"]!.AsArray().Count > 0);
        await using var page = await site.OpenAsync(Role.Read);
        foreach (var path in (string[])
            ["/companies/naughty", "/companies/naughty/history", "/facts?company=naughty", "/funding?groupBy=investor", "/log",
            "/search?q=naughty"])
        {
            (await page.GoAsync(path)).ShouldBe(200);
            await IsHarmlessAsync(page);
        }
    }

    private static async Task IsHarmlessAsync(WatchedPage page)
    {
        (await page.Page.EvaluateAsync<bool>("window.hacked === undefined")).ShouldBeTrue(page.Page.Url);
        (await page.Page.Locator("script:not([src]), img[src='x'], [onerror]").CountAsync()).ShouldBe(0, page.Page.Url);
    }

    private async Task PostAsync(string id, string company, string url) =>
        await site.Platform.PostAsync(Events.One(Report(id, company, url, "Fund <b>bold</b>")));

    private static JsonObject Report(string id, string company, string url, string investor)
    {
        var report = Events.Funding(company, id, 1);
        report["data"]!["investors"] = new JsonArray(new JsonObject
        {
            ["party"] = new JsonObject { ["name"] = investor, ["kind"] = "organisation" },
        });
        report["data"]!["evidence"] = new JsonObject { ["quote"] = Script, ["title"] = Script, ["publisher"] = Script, ["url"] = url };
        return report;
    }
}
