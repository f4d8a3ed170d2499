using Microsoft.Playwright;

namespace EventPlatform.Screenshots;

/// <param name="Path">Path of the page, or of a page with a link to it.</param>
/// <param name="Link">
/// Start of the address of that link, of which the first on the page is followed; null if <paramref name="Path"/> is the page.
/// </param>
/// <param name="More">Text to append to the address of the link.</param>
internal sealed record SitePage(string Name, string Path, string? Link = null, string More = "")
{
    /// <summary>Returns the path; null if this installation has no such page.</summary>
    public async Task<string?> FindAsync(IPage browser)
    {
        if (Link is null) return Path;
        await browser.GotoAsync(Path);
        var links = await browser.Locator($"main a[href^='{Link}']")
            .EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        return links.Length == 0 ? null : $"{links[0].Split(More.Length > 0 ? '?' : '#')[0]}{More}";
    }
}

internal static class SitePages
{
    public static readonly IReadOnlyList<SitePage> All =
    [
        new("home", "/"),
        new("search", "/search?q=solar"),
        new("company", "/funding", "/companies/"),
        new("history", "/funding", "/companies/", "/history"),
        new("diff", "/funding", "/companies/", "/diff"),
        new("company-plants", "/plants?groupBy=owner", "/companies/"),
        new("facts", "/facts"),
        new("fact", "/facts", "/facts/"),
        new("fact-disputed", "/facts?state=disputed", "/facts/"),
        new("correction", "/facts", "/facts/", "/correction"),
        new("explain", "/funding", "/explain"),
        new("funding", "/funding"),
        new("funding-by-quarter", "/funding?groupBy=quarter"),
        new("investor", "/funding?groupBy=investor", "/investors/"),
        new("shipments", "/shipments"),
        new("shipments-of-a-company", "/shipments", "/shipments?company="),
        new("plants", "/plants"),
        new("promises", "/promises"),
        new("past", "/funding?asOf=2020-01-01"),
        new("log", "/log"),
        new("feeds", "/feed"),
        new("feed", "/feed", "/feed?name="),
        new("about", "/about"),
        new("ops", "/ops"),
        new("ops-failures", "/ops/failures"),
        new("ops-letters", "/ops/failures/letters"),
        new("ops-letter", "/ops/failures/letters", "/ops/failures/"),
        new("ops-generations", "/ops/generations"),
        new("ops-begin", "/ops/generations/begin"),
        new("ops-timeline", "/ops/timeline"),
        new("ops-audit", "/ops/audit"),
        new("ops-access", "/ops/access"),
        new("ops-new-key", "/ops/access/new-key"),
        new("ops-identity", "/ops/identity"),
        new("ops-merge", "/ops/identity/merge"),
        new("sign-in", "/sign-in"),
    ];
}
