using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using Microsoft.Playwright;

namespace EventPlatform.EndToEndTests.Dashboards;

[Collection(SiteTests.Name)]
[Trait("Servers", "any")]
public sealed class Reading_numbers(Site site)
{
    [Fact]
    public async Task A_number_leads_to_the_quote_that_it_rests_on()
    {
        await using var page = await site.OpenAsync(Role.Read);
        await page.GoAsync("/funding");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Acme" }).First.ClickAsync();
        await page.Page.Locator(".tile a").First.ClickAsync();
        await page.Page.WaitForURLAsync("**/explain**");
        (await page.TextAsync()).ShouldContain("Adds up");

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Series B" }).First.ClickAsync();
        await page.Page.WaitForURLAsync("**/facts/**");

        (await page.TextAsync()).ShouldContain(Said.Quote);
    }

    [Fact]
    public async Task Disputed_values_are_side_by_side_with_who_says_them()
    {
        await using var page = await site.OpenAsync(Role.Read);
        await page.GoAsync("/facts?state=disputed&company=acme");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Series B" }).First.ClickAsync();

        var row = page.Page.Locator("tr", new() { Has = page.Page.GetByRole(AriaRole.Rowheader, new() { Name = "Amount" }) });
        var cells = await row.Locator("td").AllInnerTextsAsync();

        (await page.Page.Locator("thead th").AllInnerTextsAsync()).ShouldContain("/feeds/one");
        (await row.InnerTextAsync()).ShouldContain("disputed");
        cells.ShouldContain("USD 40,000,000");
        cells.ShouldContain("USD 55,000,000");
    }

    [Fact]
    public async Task The_past_is_shown_as_it_was_and_links_stay_in_it_until_one_goes_back()
    {
        await using var page = await site.OpenAsync(Role.Read);
        await page.GoAsync("/companies/acme");
        await page.Page.GetByText("Look at the past").ClickAsync();
        await page.Page.GetByLabel("The world on").FillAsync("2019-12-31");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await page.Page.WaitForURLAsync("**asOf=2019-12-31**");

        (await page.TextAsync()).ShouldContain("You are looking at the past");
        (await page.TextAsync()).ShouldContain("USD 12 million");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Series A" }).ClickAsync();
        page.Page.Url.ShouldContain("asOf=2019-12-31");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "acme", Exact = true }).First.ClickAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Back to now" }).ClickAsync();

        (await page.TextAsync()).ShouldNotContain("You are looking at the past");
        (await page.TextAsync()).ShouldNotContain("USD 12 million");
    }

    [Fact]
    public async Task What_was_known_before_the_first_report_is_nothing()
    {
        await using var page = await site.OpenAsync(Role.Read);

        (await page.GoAsync("/companies/acme?knownAt=11")).ShouldBe(200);
        (await page.TextAsync()).ShouldContain("Nothing was known about acme at this moment");
        (await page.GoAsync("/funding?knownAt=11")).ShouldBe(200);

        (await page.TextAsync()).ShouldNotContain("Acme");
        (await page.TextAsync()).ShouldContain("as known on position 11");
    }

    [Theory]
    [InlineData("/funding", "/v1/funding/totals?groupBy=company&currency=USD&limit=50")]
    [InlineData("/facts?type=PlantOpened", "/v1/facts?type=PlantOpened&sort=-known&limit=50")]
    public async Task Its_data_is_what_the_API_answers(string path, string question)
    {
        await using var page = await site.OpenAsync(Role.Read);
        await page.GoAsync(path);
        var asked = await site.Platform.GetAsync(question);

        var link = await page.Page.GetByRole(AriaRole.Link, new() { Name = "JSON" }).GetAttributeAsync("href");
        var json = JsonNode.Parse(await (await page.Page.Context.APIRequest.GetAsync(link!)).TextAsync())!;
        var csv = await page.Page.Context.APIRequest.GetAsync(link!.Replace("format=json", "format=csv", StringComparison.Ordinal));
        var workbook = await page.Page.Context.APIRequest.GetAsync(link.Replace("format=json", "format=xlsx", StringComparison.Ordinal));

        JsonNode.DeepEquals(json["items"], asked["items"]).ShouldBeTrue();
        (await csv.TextAsync()).Split('\n').Length.ShouldBeGreaterThan(asked["items"]!.AsArray().Count);
        csv.Headers["content-disposition"].ShouldContain(".csv");
        (await workbook.BodyAsync())[..2].ShouldBe("PK"u8.ToArray());
    }
}
