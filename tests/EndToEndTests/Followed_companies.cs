using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>Following any key of a company delivers all of its changes, while keys join and leave the company.</summary>
[Trait("Servers", "any")]
public sealed class Followed_companies(Platform platform) : EndToEnd(platform)
{
    [Fact]
    public async Task Are_followed_under_every_key_while_they_are_one()
    {
        using var deadline = new CancellationTokenSource(Eventually.Patience);
        var (facts, reports, left) = (new List<string>(), new List<string>(), new List<string>());
        var following = Task.WhenAll(
            FollowAsync("/v1/facts?company=delta", facts, CompanyAndAmount, deadline.Token),
            FollowAsync("/v1/facts?company=gamma", left, CompanyAndAmount, deadline.Token),
            FollowAsync("/v1/events?company=delta", reports, report => $"{report["subject"]} {report["id"]}", deadline.Token));
        await PostAsync("Gamma", 1, reports: 1);
        await PostAsync("Delta", 2, reports: 2);
        await Eventually.Be("the followers have caught up", () => facts.Count == 1 && left.Count == 1 && reports.Count == 1);

        await Platform.DeclareAsync("CompaniesMerged", """{"from": "delta", "into": "gamma"}""");
        await Platform.AreReadableAsync(3);
        await PostAsync("Gamma", 3, reports: 4);
        await Platform.DeclareAsync("CompaniesSplit", """{"key": "gamma", "without": ["delta"]}""");
        await Platform.AreReadableAsync(5);
        await PostAsync("Gamma", 4, reports: 6);
        await PostAsync("Delta", 5, reports: 7);

        await Eventually.Be("all followers have received the last change",
            () => facts.LastOrDefault() == "delta 5" && left.LastOrDefault() == "gamma 4"
                && reports.LastOrDefault() == "company/delta r-5");
        await deadline.CancelAsync();
        await following;
        facts.ShouldBe(["delta 2", "gamma 2", "gamma 3", "delta 2", "delta 5"]);
        left.ShouldBe(["gamma 1", "gamma 2", "gamma 3", "delta 2", "gamma 4"],
            "a follower of the company that a fact leaves receives the fact's new company");
        (await PageAsync("/v1/facts/changes?company=gamma")).ShouldBe(left);
        reports.ShouldBe(["company/delta r-2", "company/gamma r-3", "company/delta r-5"]);
    }

    /// <summary>Follows on one connection until the end of the test.</summary>
    private async Task FollowAsync(string path, List<string> told, Func<JsonNode, string> say, CancellationToken ct)
    {
        try
        {
            await foreach (var (_, one) in new Follower(Platform.Reader, path).FollowAsync(ct)) told.Add(say(one));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The test is over
        }
    }

    private async Task<List<string>> PageAsync(string path) =>
        [.. (await Platform.Reader.GetFromJsonAsync<JsonNode>(path))!["items"]!.AsArray().Select(change => CompanyAndAmount(change!))];

    private static string CompanyAndAmount(JsonNode change) => $"{change["fact"]!["company"]} {change["fact"]!["amount"]!["amount"]}";

    /// <summary>Posts a report and waits until the read tables have it.</summary>
    private async Task PostAsync(string company, int amount, int reports)
    {
        await Platform.PostAsync(Events.One(Events.Funding(company, $"r-{amount}", amount)));
        await Platform.AreReadableAsync(reports);
    }
}
