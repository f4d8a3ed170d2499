using System.IO.Compression;
using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.IntegrationTests.Import;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Operating;

/// <summary>What an operator sees with eventctl alone.</summary>
[Trait("Servers", "any")]
public sealed class Looking(ImportingPlatform platform) : IClassFixture<ImportingPlatform>
{
    [Fact]
    public async Task Status_says_that_all_is_well_or_what_is_wrong()
    {
        await platform.PostAsync([Events.Funding("Seen", "seen-1")]);
        var (_, well) = await Eventually.Get("all is well",
            () => platform.EventCtlAsync(Role.Ops, "status", "-o", "json"), ended => ended.Code == 0);
        var status = JsonNode.Parse(well)!;
        ((string?)status["verdict"]).ShouldBe("All is well.");
        status["services"]!.AsArray().Select(service => (string?)service!["status"]).ShouldBe(["Healthy", "Healthy", "Healthy", "Healthy"]);
        status["queues"]!["items"]!.AsArray().Count.ShouldBe(8);

        var shown = await platform.EventCtlAsync(0, "status");
        shown.ShouldContain("Backup:  none yet: deploy/backup");
        shown.ShouldContain($"are free at {platform.Files}");

        await platform.EventStore.KillAsync();
        var (code, output) = await platform.EventCtlAsync(Role.Ops, "status");
        await platform.EventStore.StartReadyAsync();

        code.ShouldBe(3);
        output.ShouldContain("EventStore is away: nothing listens at");
        await Eventually.Be("all is well again", async () => (await platform.EventCtlAsync(Role.Ops, "status")).Code == 0);
    }

    [Fact]
    public async Task Status_and_doctor_name_a_service_that_hangs_without_waiting_for_it_again_and_again()
    {
        foreach (var service in platform.Services)
        {
            await using var frozen = await Frozen.ProcessAsync(service.Id);
            var began = TimeProvider.System.GetTimestamp();

            (await platform.EventCtlAsync(3, "status")).ShouldContain($"{service.Name} is away: it runs at");
            (await platform.EventCtlAsync(0, "doctor", "--to-file", Path.Combine(platform.Files, $"{service.Name}.zip")))
                .ShouldContain("wrong");

            TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(40), service.Name);
        }
    }

    [Fact]
    public async Task Tail_shows_reports_and_facts_show_leads_from_a_fact_to_them()
    {
        var other = Events.Funding("Other", "other-1", source: "/feeds/tests/other");
        await platform.PostAsync([Events.Funding("Followed", "followed-1"), other]);
        await Eventually.Be("both reports are facts",
            async () => (await platform.FactsAsync("FundingRaised")).Count(fact => Names(fact, "followed", "other")) == 2);

        var all = await platform.EventCtlAsync(0, "tail", "--once", "--after", "0");
        var one = await platform.EventCtlAsync(0, "tail", "--once", "--after", "0", "--source", "/feeds/tests/other", "-o", "json");
        var fact = (await platform.FactsAsync("FundingRaised")).First(fact => Names(fact, "followed"));
        var shown = await platform.EventCtlAsync(0, "facts", "show", (string)fact["id"]!);
        var explained = await platform.EventCtlAsync(0, "explain", "of=funding", "groupBy=company", "key=followed", "currency=USD");

        all.ShouldContain("followed-1");
        ((string?)JsonNode.Parse(one)!["id"]).ShouldBe("other-1");
        shown.ShouldContain("followed-1");
        explained.ShouldContain("Value:    1000000");
        explained.ShouldContain("followed-1");
    }

    [Fact]
    public async Task Failures_are_one_list_by_cause()
    {
        (await platform.EventCtlAsync(0, "failures")).ShouldContain("There are none.");
        foreach (var amount in (decimal[])[1, 2]) await platform.PostAsync([Events.Funding("Failed", "failed-1", amount)]);
        var failures = await Eventually.Get("the failure is listed", () => platform.EventCtlAsync(0, "failures"),
            listed => listed.Contains("dead letters", StringComparison.Ordinal));

        failures.ShouldContain("position … holds other content under the same source and id");
        await platform.EventCtlAsync(0, "dead-letters", "archive", "--all", "--count", "1", "--reason", "seen");
        (await platform.EventCtlAsync(0, "failures")).ShouldContain("There are none.");
    }

    [Fact]
    public async Task Doctor_collects_what_a_helper_needs_and_no_key()
    {
        var path = Path.Combine(platform.Files, "doctor.zip");
        var logs = Directory.CreateDirectory(Path.Combine(platform.Files, "logs")).FullName;
        await File.WriteAllLinesAsync(Path.Combine(logs, "query.log"), Enumerable.Range(1, 500).Select(line => $"line {line}"));

        (await platform.EventCtlAsync(0, "doctor", "--to-file", path, "--logs", logs))
            .ShouldContain("status.json, versions.txt, settings.txt, logs/query.log");

        await using var archive = await ZipFile.OpenReadAsync(path);
        var texts = archive.Entries.Select(Read).ToList();
        texts.ShouldContain(text =>
            text.StartsWith("line 301\n", StringComparison.Ordinal) && text.EndsWith("line 500", StringComparison.Ordinal));
        texts.ShouldAllBe(text => !text.Contains(Keys.Of(Role.Ops)) && !text.Contains("Password"));
    }

    private static bool Names(JsonNode fact, params string[] companies) => companies.Contains((string?)fact["company"]);

    private static string Read(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }
}
