using System.Text.Json.Nodes;
using EventPlatform.IntegrationTests.Import;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Operating;

/// <summary><c>eventctl rebuild</c> and <c>generations</c>.</summary>
[Trait("Servers", "any")]
public sealed class Rebuilding(ImportingPlatform platform) : IClassFixture<ImportingPlatform>
{
    [Fact]
    public async Task A_generation_is_built_compared_promoted_and_the_one_before_discarded()
    {
        await platform.PostAsync([Events.Funding("Rebuilt", "rebuilt-1"), Events.Funding("Rebuilt", "rebuilt-2", 2)]);
        await platform.SettleAsync(2);
        (await platform.EventCtlAsync(0, "rebuild", "--dry-run")).ShouldContain("Reports to fold:");

        (await platform.EventCtlAsync(0, "rebuild")).ShouldContain("ready");
        (await platform.EventCtlAsync(0, "generations", "compare", "2")).ShouldContain("Equal at position");
        (await platform.EventCtlAsync(0, "generations", "promote", "2", "--dry-run")).ShouldContain("ready");
        (await platform.EventCtlAsync(0, "generations", "promote", "2")).ShouldContain("served");
        (await platform.EventCtlAsync(0, "generations", "discard", "1")).ShouldContain("The generation is discarded.");

        var generations = JsonNode.Parse(await platform.EventCtlAsync(0, "generations", "list", "-o", "json"))!["items"]!.AsArray();
        generations.ShouldHaveSingleItem()!["number"]!.GetValue<int>().ShouldBe(2);
        (await platform.EventCtlAsync(1, "generations", "discard", "2")).ShouldContain("The generation is served");
        (await platform.EventCtlAsync(1, "generations", "promote", "9")).ShouldContain("There is no generation 9");
        (await platform.EventCtlAsync(0, "audit")).ShouldContain("generation-promoted");
    }
}
