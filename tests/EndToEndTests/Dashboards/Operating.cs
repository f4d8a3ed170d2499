using EventPlatform.Hosting.Access;
using EventPlatform.Servers;
using Microsoft.Playwright;

namespace EventPlatform.EndToEndTests.Dashboards;

[Collection(SiteTests.Name)]
[Trait("Servers", "any")]
public sealed class Operating(Site site)
{
    [Fact]
    public async Task A_failed_report_is_edited_until_it_is_right_and_stored()
    {
        await FailAsync("poison", 1);
        await using var page = await site.OpenAsync(Role.Ops);
        page.ExpectsErrors = true; // a refused form is a 400
        await page.GoAsync("/ops/failures/letters?cause=refused+for+poison");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "poison-1" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Redrive" }).ClickAsync();
        var data = await page.Page.GetByLabel("Data of the report").InputValueAsync();

        await page.Page.GetByLabel("Data of the report").FillAsync(data.Replace("USD", "Dollars", StringComparison.Ordinal));
        await ClickAsync(page, "Redrive with this data");
        await SeesAsync(page, "/amount/currency");
        (await page.Page.GetByLabel("Data of the report").InputValueAsync()).ShouldContain("Dollars");

        await page.Page.GetByLabel("Data of the report")
            .FillAsync("{ \"remark\": \"mended\"," + data[(data.IndexOf('{', StringComparison.Ordinal) + 1)..]);
        await ClickAsync(page, "Redrive with this data");

        await SeesAsync(page, "The report is stored with the edited data.");
        await page.GoAsync("/ops/audit");
        (await page.TextAsync()).ShouldContain("tests-Ops");
    }

    [Fact]
    public async Task All_failed_reports_of_a_cause_are_redriven_after_their_number_was_typed()
    {
        await FailAsync("plague", 2);
        await using var page = await site.OpenAsync(Role.Ops);
        page.ExpectsErrors = true; // a refused form is a 400
        await page.GoAsync("/ops/failures/letters?cause=refused+for+plague");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Redrive all of these" }).ClickAsync();
        (await page.TextAsync()).ShouldContain("Nothing is done yet. 2 letters match now.");

        await ConfirmAsync(page, "3", "they are all right");
        await SeesAsync(page, "This is not the number, or not any more");
        (await page.Page.GetByLabel("Why").InputValueAsync()).ShouldBe("they are all right");
        await site.Platform.Workspace.TakeAsync("plague");
        await ConfirmAsync(page, "2", "they are all right");

        await SeesAsync(page, "2 reports stored");
        await page.GoAsync("/ops/audit");
        (await page.TextAsync()).ShouldContain("they are all right");

        async Task ConfirmAsync(WatchedPage shown, string number, string why)
        {
            await shown.Page.GetByLabel("Type").FillAsync(number);
            await shown.Page.GetByLabel("Why").FillAsync(why);
            await ClickAsync(shown, "Redrive 2 letters");
        }
    }

    [Fact]
    public async Task Many_failed_reports_are_redriven_with_a_change()
    {
        await FailAsync("typhus", 2);
        await site.Platform.Workspace.TakeAsync("typhus");
        await using var page = await site.OpenAsync(Role.Ops);
        page.ExpectsErrors = true; // a refused form is a 400
        await page.GoAsync("/ops/failures/all/redrive?cause=refused+for+typhus");

        await ConfirmAsync("""{"amount": {"currency": "CHF" """);
        await SeesAsync(page, "The change is no JSON object");
        await ConfirmAsync("""{"amount": {"currency": "CHF"}}""");

        await SeesAsync(page, "2 reports stored");
        (await site.Platform.Workspace.ScalarAsync<long>(
            "select count(*) from log.mt_events where data->>'id' like 'typhus%' and data->'data'->'amount'->>'currency' = 'CHF'"))
                .ShouldBe(2);

        async Task ConfirmAsync(string patch)
        {
            await page.Page.GetByLabel("Change in the data").FillAsync(patch);
            await page.Page.GetByLabel("Type").FillAsync("2");
            await page.Page.GetByLabel("Why").FillAsync("they meant francs");
            await ClickAsync(page, "Redrive 2 letters");
        }
    }

    [Fact]
    public async Task The_read_tables_are_built_anew_and_promoted_and_readers_see_no_difference()
    {
        await using var page = await site.OpenAsync(Role.Ops);
        await page.GoAsync("/ops/generations/begin");
        await page.Page.GetByLabel("Type").FillAsync((await page.Page.Locator("form.confirm label strong").InnerTextAsync()).Trim());
        await ClickAsync(page, "Begin");
        await SeesAsync(page, "is being built");
        await Eventually.Be("the new generation has caught up", async () =>
        {
            await page.GoAsync("/ops/generations");
            return await page.Page.GetByRole(AriaRole.Link, new() { Name = "Promote" }).CountAsync() == 1;
        });

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Promote" }).ClickAsync();
        await page.Page.GetByLabel("Type").FillAsync((await page.Page.Locator("form.confirm label strong").InnerTextAsync()).Trim());
        await page.Page.Locator("form.confirm button[type=submit]").ClickAsync();
        await page.Page.WaitForURLAsync("**/ops/generations");

        (await page.Page.GetByRole(AriaRole.Link, new() { Name = "Roll back to it" }).CountAsync()).ShouldBe(1);
        (await page.GoAsync("/companies/acme")).ShouldBe(200);
        (await page.TextAsync()).ShouldContain("Roadster");
    }

    [Fact]
    public async Task Companies_are_merged_after_a_look_at_what_moves()
    {
        await site.Platform.PostAsync(
            Events.Lines([Events.Funding("Moves Away", "moves", 3_000_000), Events.Funding("Stays Here", "stays", 4_000_000)]));
        await Eventually.Be("both companies are known", async () =>
            (await site.Platform.Reader.GetAsync(new Uri("/v1/companies/moves-away", UriKind.Relative))).IsSuccessStatusCode
            && (await site.Platform.Reader.GetAsync(new Uri("/v1/companies/stays-here", UriKind.Relative))).IsSuccessStatusCode);
        await using var page = await site.OpenAsync(Role.Ops);
        await page.GoAsync("/ops/identity/merge");
        await page.Page.GetByLabel("Company that moves").FillAsync("moves-away");
        await page.Page.GetByLabel("Company whose key stays").FillAsync("stays-here");
        await ClickAsync(page, "Show what it affects");
        await SeesAsync(page, "USD 7,000,000 in 2 rounds");

        await page.Page.GetByLabel("Why").FillAsync("the same register number");
        await ClickAsync(page, "Merge moves-away into stays-here");
        await Eventually.Be("the key leads to the other company", async () =>
        {
            await page.GoAsync("/companies/moves-away");
            return page.Page.Url.Contains("/companies/stays-here", StringComparison.Ordinal);
        });

        (await page.TextAsync()).ShouldContain("The key moves-away means");
        (await page.TextAsync()).ShouldContain("USD 7 million");
    }

    [Fact]
    public async Task An_observer_sees_failures_without_their_content_and_can_do_nothing()
    {
        await FailAsync("secret", 1);
        await using var page = await site.OpenAsync(Role.Observer);
        page.ExpectsErrors = true;
        await page.GoAsync("/ops/failures/letters?source=/feeds/tests");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "secret-1" }).ClickAsync();

        (await page.TextAsync()).ShouldContain("Observers do not see the content of reports.");
        (await page.TextAsync()).ShouldNotContain("1000000");
        (await page.Page.GetByRole(AriaRole.Link, new() { Name = "Redrive" }).CountAsync()).ShouldBe(0);
        (await page.GoAsync($"{page.Page.Url}/redrive")).ShouldBe(403);
        (await page.GoAsync("/ops/generations/begin")).ShouldBe(403);
        (await page.GoAsync("/ops/identity/merge")).ShouldBe(403);
    }

    /// <summary>
    /// Posts reports that the database refuses because of a word in their ids, until the test repairs the database or their data.
    /// </summary>
    private async Task FailAsync(string word, int reports)
    {
        await site.Platform.Workspace.RefuseAsync(word);
        for (var number = 1; number <= reports; number++)
        {
            await site.Platform.PostAsync(Events.One(Events.Funding($"Refused {word} {number}", $"{word}-{number}")));
        }

        using var ops = site.Platform.EventStore.Client(Role.Ops);
        await Eventually.Get("the reports are dead letters",
            () => ops.GetStringAsync(new Uri("/v1/dead-letters?limit=100", UriKind.Relative)),
            letters => Enumerable.Range(1, reports).All(number => letters.Contains($"\"{word}-{number}\"", StringComparison.Ordinal)));
    }

    private static Task ClickAsync(WatchedPage page, string button) =>
        page.Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();

    /// <summary>Waits for a text, because a click loads a page.</summary>
    private static Task SeesAsync(WatchedPage page, string text) =>
        page.Page.Locator("main", new() { HasTextString = text }).WaitForAsync();
}
