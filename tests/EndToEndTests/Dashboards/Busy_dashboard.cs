using System.Diagnostics;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;
using Microsoft.Playwright;

namespace EventPlatform.EndToEndTests.Dashboards;

/// <summary>Only some pages wait for a frozen service; further ones are refused at once. Operators still get their pages.</summary>
[Collection(SiteTests.Name)]
[Trait("Servers", "any")]
public sealed class Busy_dashboard(Site site)
{
    [Fact]
    public async Task Refuses_pages_that_would_pile_up_and_recovers()
    {
        await using var dashboard = site.NewDashboard(("Pages__AtATime", "2"), ("Pages__Waiting", "3"), ("Upstream__TimeoutSeconds", "5"));
        await dashboard.StartReadyAsync();
        await using var reader = await site.OpenAsync(Role.Read, new() { BaseURL = dashboard.Address.ToString() });
        await using var operators = await site.OpenAsync(Role.Ops, new() { BaseURL = dashboard.Address.ToString() });
        await reader.GoAsync("/funding");

        List<Task<IAPIResponse>> asked;
        await using (await Frozen.ProcessAsync(site.Platform.Query.Id))
        {
            var began = Stopwatch.StartNew();
            asked = [.. Enumerable.Range(0, 8).Select(_ => reader.Page.Context.APIRequest.GetAsync("/funding"))];
            var refused = await await Task.WhenAny(asked);

            began.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(4));
            refused.Status.ShouldBe(503);
            refused.Headers["retry-after"].ShouldBe("5");
            (await refused.TextAsync()).ShouldContain("The dashboard is busy");
            (await operators.Page.Context.APIRequest.GetAsync("/ops/access")).Status.ShouldBe(200);
        }

        await Task.WhenAll(asked);
        (await reader.GoAsync("/funding")).ShouldBe(200);
    }
}
