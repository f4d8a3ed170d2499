using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Import;

[Collection<PublishedFiles>]
[Trait("Servers", "any")]
public sealed class Feed_terms(ImportingPlatform platform)
{
    private const string Rows = "id,name,day\n1,Acme Terms,2020-01-02\n";

    [Fact]
    public async Task An_import_by_ops_registers_the_source_and_answers_carry_its_licence_and_attribution()
    {
        var (code, output) = await ImportAsync(Role.Ops, "/feeds/terms/new", "CC-BY-4.0", "Data by Terms");

        code.ShouldBe(0, output);
        output.ShouldContain("Registered as the feed terms-new");
        await platform.SettleAsync(1);
        var attributions = await Eventually.Get("Query knows the feed",
            async () => JsonNode.Parse(await platform.GetTextAsync("/v1/facts?company=acme-terms"))!["attributions"]!.AsArray(),
            found => found.Count > 0);
        attributions.ToJsonString().ShouldBe("""[{"feed":"terms-new","licence":"CC-BY-4.0","line":"Data by Terms"}]""");
        (await ImportAsync(Role.Ops, "/feeds/terms/new", "CC-BY-4.0", "Data by Terms")).Output.ShouldNotContain("Registered");
    }

    [Fact]
    public async Task An_import_with_other_terms_than_the_registered_ones_posts_nothing_until_they_agree()
    {
        await platform.EventCtlAsync(0, "feeds", "create", "agreed", "--source", "/feeds/terms/agreed", "--licence", "MIT");

        var (code, output) = await ImportAsync(Role.Ops, "/feeds/terms/agreed/file", "CC0-1.0", "Data by all");
        code.ShouldBe(1);
        output.ShouldContain("registered: no attribution (MIT)");
        output.ShouldContain("mapping:    Data by all (CC0-1.0)");
        (await platform.NewlyStoredAsync()).ShouldBe(0);

        await platform.EventCtlAsync(0, "feeds", "update", "agreed", "--licence", "CC0-1.0", "--attribution", "Data by all");
        (code, output) = await ImportAsync(Role.Ops, "/feeds/terms/agreed/file", "CC0-1.0", "Data by all");
        code.ShouldBe(0, output);
        await platform.SettleAsync(1);
    }

    [Fact]
    public async Task An_import_without_the_ops_key_posts_and_says_what_was_not_checked()
    {
        var (code, output) = await ImportAsync(Role.Feed, "/feeds/terms/unknown", "MIT", "Data by nobody");

        code.ShouldBe(0, output);
        output.ShouldContain("eventctl feeds create NAME --mapping");
        await platform.SettleAsync(1);
        (await platform.EventCtlAsync(Role.Ops, "feeds", "list")).Output.ShouldNotContain("/feeds/terms/unknown");
    }

    [Fact]
    public async Task A_feed_is_registered_from_a_mapping()
    {
        var mapping = Path.Combine(Machine.Repository, "deploy/imports/india-ev.yaml");

        var (code, output) = await platform.EventCtlAsync(Role.Ops,
            "feeds", "create", "terms-mapped", "--mapping", mapping, "--source", "/feeds/terms/mapped", "--output", "json");

        code.ShouldBe(0, output);
        var feed = JsonNode.Parse(output)!;
        ((string)feed["sourcePrefix"]!, (string)feed["licence"]!).ShouldBe(("/feeds/terms/mapped", "MIT"));
        ((string)feed["attribution"]!).ShouldStartWith("Electric vehicle sales in India");
    }

    private async Task<(int Code, string Output)> ImportAsync(Role role, string source, string licence, string attribution)
    {
        var name = Path.Combine(platform.Files, source.Replace('/', '-').TrimStart('-'));
        var company = source.EndsWith("new", StringComparison.Ordinal) ? "Acme Terms" : "Acme Others";
        await File.WriteAllTextAsync($"{name}.csv", Rows.Replace("Acme Terms", company, StringComparison.Ordinal));
        await File.WriteAllTextAsync($"{name}.yaml",
            $$"""
            source: {{source}}
            licence: {{licence}}
            attribution: {{attribution}}
            record: "{id}"
            reports:
              - type: FundingRaised
                data: { company: { name: "{name}" }, status: announced, round: unknown, on: "{day}" }
            """);
        return await platform.EventCtlAsync(role, "import", "--map", $"{name}.yaml", $"{name}.csv");
    }
}
