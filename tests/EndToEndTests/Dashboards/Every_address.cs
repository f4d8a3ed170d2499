using EventPlatform.Hosting.Access;
using EventPlatform.Servers;
using Microsoft.Playwright;

namespace EventPlatform.EndToEndTests.Dashboards;

[Collection(SiteTests.Name)]
[Trait("Servers", "any")]
public sealed class Every_address(Site site)
{
    [Theory]
    [InlineData(Role.Read)]
    [InlineData(Role.Feed)]
    [InlineData(Role.Observer)]
    [InlineData(Role.Ops)]
    public async Task Opens_to_those_whose_role_may_see_it_and_to_nobody_else(Role role)
    {
        await using var page = await site.OpenAsync(role);
        var wrong = new List<string>();
        foreach (var path in PageRoutes.All)
        {
            var status = (await page.Page.Context.APIRequest.GetAsync(path)).Status;
            if ((status != 403) != (PageRoutes.MaySee(role, path) && path != "/not-allowed") || status >= 500)
                wrong.Add($"{path}: {status}");
        }

        if (!PageRoutes.MaySee(role, "/log")) (await page.Page.Context.APIRequest.GetAsync("/live/log")).Status.ShouldBe(403);
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Redirects_to_the_sign_in_and_back_without_a_session()
    {
        await using var page = await site.OpenAsync();
        foreach (var path in PageRoutes.All.Concat(["/live/log", "/live/facts"]).Where(path => !PageRoutes.IsOfAnyone(path)))
        {
            var answer = await page.Page.Context.APIRequest.GetAsync(path, new() { MaxRedirects = 0 });
            answer.Status.ShouldBe(302, path);
            answer.Headers["location"].ShouldEndWith($"/sign-in?returnTo={Uri.EscapeDataString(path)}");
        }
    }

    [Fact]
    public async Task Sends_a_strict_policy_and_is_kept_by_no_cache_whatever_it_answers()
    {
        await using var operators = await site.OpenAsync(Role.Ops);
        await using var anyone = await site.OpenAsync();
        foreach (var path in PageRoutes.All.Append("/nothing"))
        {
            foreach (var page in (WatchedPage[])[operators, anyone])
            {
                var headers = (await page.Page.Context.APIRequest.GetAsync(path, new() { MaxRedirects = 0 })).Headers;
                headers.GetValueOrDefault("content-security-policy", "")
                    .ShouldStartWith("default-src 'none'; script-src 'self'; style-src 'self'", Case.Sensitive, path);
                headers["content-security-policy"].ShouldNotContain("unsafe");
                headers["content-security-policy"].ShouldContain("frame-ancestors 'none'");
                headers["x-content-type-options"].ShouldBe("nosniff", path);
                headers["referrer-policy"].ShouldBe("same-origin", path);
                headers["cache-control"].ShouldContain("no-store", Case.Sensitive, path);
            }
        }
    }

    [Fact]
    public async Task Refuses_a_form_that_another_site_could_have_sent()
    {
        await using var page = await site.OpenAsync(Role.Ops);
        foreach (var path in PageRoutes.Pages)
        {
            var form = page.Page.Context.APIRequest.CreateFormData();
            foreach (var (name, value) in ((string, string)[])
                [("_handler", "confirm"), ("Form.Name", "forged"), ("Form.Role", "ops"), ("Form.Typed", "1")])
                form.Set(name, value);
            (await page.Page.Context.APIRequest.PostAsync(path, new() { Form = form })).Status.ShouldBe(400, path);
        }

        using var ops = site.Platform.EventStore.Client(Role.Ops);
        (await ops.GetStringAsync(new Uri("/v1/keys", UriKind.Relative))).ShouldNotContain("forged");
    }

    [Theory]
    [InlineData("/", "/companies/acme", "/companies/xpeng", "/facts", "/funding",
        "/funding?groupBy=investor", "/shipments", "/plants", "/promises")]
    [InlineData("/ops", "/ops/failures", "/ops/failures/letters", "/ops/generations", "/ops/timeline", "/ops/access", "/ops/identity")]
    public async Task Every_link_resolves(params string[] paths)
    {
        await using var page = await site.OpenAsync(Role.Ops);
        var followed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            await page.GoAsync(path);
            var links = await page.Page.Locator("a[href]").EvaluateAllAsync<string[]>(
                "links => links.filter(link => link.origin === location.origin).map(link => link.pathname + link.search)");
            foreach (var link in links.Where(followed.Add))
            {
                (await page.Page.Context.APIRequest.GetAsync(link)).Status.ShouldBe(200, $"{link} on {path}");
            }
        }

        followed.Count.ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData(@"/\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("/\n/evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task Sign_in_redirects_only_within_the_dashboard(string returnTo)
    {
        await using var page = await site.OpenAsync();
        await page.GoAsync($"/sign-in?returnTo={Uri.EscapeDataString(returnTo)}");

        await page.Page.GetByLabel("API key").FillAsync(Keys.Of(Role.Read));
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));

        page.Page.Url.ShouldBe(site.Dashboard.Address.ToString());
    }
}
