using System.Net;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>Ops declare that two companies are one, and undo that.</summary>
[Trait("Servers", "any")]
public sealed class Merged_companies(Platform platform) : EndToEnd(platform)
{
    [Fact]
    public async Task Are_one_until_they_are_split_and_then_as_they_were_with_what_came_meanwhile()
    {
        await Platform.PostAsync(Events.Lines([Events.Funding("Alpha", "a-1"), Events.Funding("Beta", "b-1", 5_000_000, "/feeds/other")]));
        await Platform.AreReadableAsync(2);
        var (alpha, beta) = (await FactsAsync("alpha"), await FactsAsync("beta"));

        await Platform.DeclareAsync("CompaniesMerged", """{"from": "beta", "into": "alpha"}""");
        await Platform.AreReadableAsync(3);
        var one = (await Platform.GetAsync("/v1/facts?company=alpha"))["items"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)one["state"]!, one["sources"]!.AsArray().Count).ShouldBe(("disputed", 2));
        (await FactsAsync("beta")).ShouldBe(await FactsAsync("alpha"), "the old key stands for the company");

        await Platform.PostAsync(Events.One(Events.Funding("Beta", "b-2", 7_000_000, "/feeds/third")));
        await Platform.AreReadableAsync(4);
        await Platform.DeclareAsync("CompaniesSplit", """{"key": "alpha", "without": ["beta"]}""");
        await Platform.AreReadableAsync(5);

        (await FactsAsync("alpha")).ShouldBe(alpha);
        (await FactsAsync("beta")).ShouldNotBe(beta, "beta also has what came after the merge");
        (await Platform.Workspace.ListAsync<string>(
            $"select concat_ws(' ', detail->>'type', detail->>'position', who) from audit.entries where action = 'declared' and key = '{AccessDirectory.HashOf(Keys.Of(Role.Ops))[..12]}' order by id"))
            .ShouldBe(["CompaniesMerged 3 tests-Ops", "CompaniesSplit 5 tests-Ops"]);
        await Audit.ARebuildIsEqualToServedAsync(Platform);
    }

    [Fact]
    public async Task Are_declared_by_ops_alone()
    {
        var stored = await Platform.StoredAsync();

        using var answer = await Platform.Feed.PostEventsAsync(
            Platform.Declared("CompaniesMerged", """{"from": "beta", "into": "alpha"}"""));

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.JsonAsync())["errors"]!.AsArray().ShouldHaveSingleItem()!["pointer"]!.ToString().ShouldBe("/type");
        (await Platform.StoredAsync()).ShouldBe(stored);
    }

    /// <summary>The facts of a company, without the positions from which they are known.</summary>
    private async Task<string> FactsAsync(string company) => string.Join('\n',
        (await Platform.GetAsync($"/v1/facts?company={company}"))["items"]!.AsArray()
            .Select(fact => $"{fact!["id"]} {fact["state"]} {fact["reports"]!.ToJsonString()} {fact["data"]!.ToJsonString()}"));
}
