using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using EventPlatform.Hosting.Access;
using Microsoft.Playwright;

namespace EventPlatform.EndToEndTests.Dashboards;

[Collection(SiteTests.Name)]
[Trait("Servers", "any")]
public sealed class Every_page(Site site)
{
    private const string Fact = "97f0ab9d-07e1-8020-a9a2-ea479cc5c5f3"; // the round of the sample

    public static readonly TheoryData<string, string> Analysts = new()
    {
        { "/", "What companies do, and who says so" },
        { "/search?q=acme", "Acme" },
        { "/companies/acme", "Roadster" },
        { "/companies/xpeng", "USD 400 million" },
        { "/companies/acme/history", "What became known, and when" },
        { "/companies/acme/diff", "not known" },
        { $"/facts/{Fact}", "What each source says" },
        { $"/facts/{Fact}/correction", "Suggest a correction" },
        { "/facts?type=PlantOpened", "Acme North" },
        { "/facts?round=series-b&currency=usd", "Acme" },
        { "/explain?of=funding&groupBy=company&key=acme&currency=USD", "Adds up" },
        { "/explain?of=plants&groupBy=country&key=SE", "1 plant" },
        { "/explain?of=units&company=acme&product=Roadster", "2,500 units" },
        { "/funding", "400,000,000" },
        { "/funding?groupBy=investor", "Xiaomi" },
        { "/funding?groupBy=quarter", "2020-Q2" },
        { "/funding?groupBy=company&key=acme", "Acme" },
        { "/investors/xiaomi", "He Xiaopeng" },
        { "/shipments", "Acme" },
        { "/shipments?company=acme", "2,500" },
        { "/plants", "Acme South" },
        { "/plants?groupBy=owner&country=SE", "Acme" },
        { "/promises", "missed" },
        { "/log?company=acme", "company/acme" },
        { "/feed", "Feeds" },
        { "/about", "OpenAPI" },
    };

    public static readonly TheoryData<string> Operations =
        ["/ops", "/ops/failures", "/ops/generations", "/ops/timeline", "/ops/audit", "/ops/access", "/ops/identity"];

    [Theory]
    [MemberData(nameof(Analysts))]
    public async Task Of_analysts_shows_what_it_is_for_without_an_error_and_is_small(string path, string text)
    {
        await using var page = await site.OpenAsync(Role.Read);

        (await page.GoAsync(path)).ShouldBe(200);

        (await page.TextAsync()).ShouldContain(text, Case.Insensitive);
        (await page.Page.Locator("h1").CountAsync()).ShouldBe(1);
        (await page.Page.TitleAsync()).ShouldEndWith("EventPlatform");
        (await page.Page.EvaluateAsync<int>("document.querySelectorAll('*').length")).ShouldBeLessThan(3000);
        (await page.Page.EvaluateAsync<int>(
            "performance.getEntries().reduce((sum, entry) => sum + (entry.transferSize ?? 0), 0)")).ShouldBeLessThan(150_000);
    }

    [Theory]
    [MemberData(nameof(Analysts))]
    public async Task Of_analysts_works_without_scripts(string path, string text)
    {
        await using var page = await site.OpenAsync(Role.Read, new() { JavaScriptEnabled = false });

        (await page.GoAsync(path)).ShouldBe(200);

        (await page.TextAsync()).ShouldContain(text, Case.Insensitive);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Of_operations_opens_for_an_operator(string path)
    {
        await using var page = await site.OpenAsync(Role.Ops);

        (await page.GoAsync(path)).ShouldBe(200);

        (await page.Page.Locator("h1").CountAsync()).ShouldBe(1);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Has_no_serious_violation_of_accessibility_and_fits_the_window(ColorScheme colours, int width)
    {
        await using var page = await site.OpenAsync(
            Role.Ops, new() { ColorScheme = colours, ViewportSize = new() { Width = width, Height = 900 } });
        foreach (var path in Analysts.Select(row => row.Data.Item1).Concat(Operations.Select(row => row.Data)).Append("/sign-in"))
        {
            await page.GoAsync(path);
            await page.Page.EvaluateAsync("for (const details of document.querySelectorAll('details')) details.open = true");
            var result = await page.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
            result.Violations.Where(violation => violation.Impact is "serious" or "critical")
                .Select(violation => $"{path}: {violation.Id}, {violation.Help}: {violation.Nodes[0].Html}").ShouldBeEmpty();
            (await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"))
                .ShouldBeFalse($"{path} is wider than {width}");
        }
    }

    [Fact]
    public async Task That_does_not_exist_says_so()
    {
        await using var page = await site.OpenAsync(Role.Read);
        page.ExpectsErrors = true;
        foreach (var path in new[] { "/nothing", "/companies/nobody", "/facts/00000000-0000-0000-0000-000000000000", "/investors/nobody" })
        {
            (await page.GoAsync(path)).ShouldBe(404);
            (await page.TextAsync()).ShouldContain("There is no such page");
        }
    }

    [Theory]
    [InlineData("/companies/acme?asOf=yesterday", "asOf")]
    [InlineData("/explain?of=funding", "key")]
    [InlineData("/funding?currency=dollars", "currency")]
    [InlineData("/plants?bbox=1,2", "bbox")]
    public async Task With_a_wrong_parameter_names_it(string path, string parameter)
    {
        await using var page = await site.OpenAsync(Role.Read);
        page.ExpectsErrors = true;

        (await page.GoAsync(path)).ShouldBe(400);

        (await page.TextAsync()).ShouldContain(parameter);
        (await page.TextAsync()).ShouldContain("trace id");
    }

    [Fact]
    public async Task Has_the_search_field_at_a_slash()
    {
        await using var page = await site.OpenAsync(Role.Read);
        await page.GoAsync("/funding");

        await page.Page.Keyboard.PressAsync("/");
        await page.Page.Keyboard.TypeAsync("acme");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.WaitForURLAsync("**/search?q=acme");

        (await page.TextAsync()).ShouldContain("Acme North");
    }
}
