using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.IntegrationTests.Access;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.DeadLetters;

/// <summary>Dead letters grouped by cause, and actions on all dead letters that match a filter.</summary>
[Trait("Servers", "any")]
public sealed class Groups_of_letters(RunningWriteSide services) : IClassFixture<RunningWriteSide>
{
    [Fact]
    public async Task Letters_with_one_cause_are_one_group_whatever_their_errors_have_in_numbers_and_names()
    {
        await ConflictAsync("grouped", 3);

        var cause = "position%20%E2%80%A6%20holds%20other%20content%20under%20the%20same%20source%20and%20id";
        var group = (await GroupsAsync($"state=waiting&cause={cause}&source=/feeds/tests/grouped")).ShouldHaveSingleItem()!;

        ((long)group["count"]!, (long)group["lastHour"]!, (string)group["reason"]!, (string)group["type"]!)
            .ShouldBe((3, 3, "conflicting-duplicate", "FundingRaised"));
        ((string)group["cause"]!).ShouldBe("position … holds other content under the same source and id");
    }

    [Fact]
    public async Task A_bulk_redrive_stores_all_whose_cause_is_gone_and_leaves_the_others()
    {
        await services.Workspace.RefuseAsync("bulka");
        await services.Workspace.RefuseAsync("bulkb");
        await PostAsync(Enumerable.Range(1, 150).Select(number => Events.Funding("Bulk", $"bulka-{number}", source: "/feeds/tests/bulk")));
        await PostAsync(Enumerable.Range(1, 5).Select(number => Events.Funding("Bulk", $"bulkb-{number}", source: "/feeds/tests/bulk")));
        await WaitForAsync("/feeds/tests/bulk", 155);
        await services.Workspace.TakeAsync("bulka");

        (await RunAsync(0, "dead-letters", "redrive", "--source", "/feeds/tests/bulk")).ShouldContain("with --count 155");
        (await RunAsync(1, "dead-letters", "redrive", "--source", "/feeds/tests/bulk", "--count", "154", "--reason", "mended"))
            .ShouldContain("The filter matches 155 letters now");
        (await RunAsync(1, "dead-letters", "redrive", "--source", "/feeds/tests/bulk", "--count", "155"))
            .ShouldContain("/comment: is required");
        var done = await RunAsync(2, "dead-letters", "redrive", "--source", "/feeds/tests/bulk", "--count", "155", "--reason", "mended");

        done.ShouldContain("Stored:       150");
        done.ShouldContain("Failed again: 5");
        (await services.Workspace.ScalarAsync<long>("select count(*) from log.mt_events where data->>'id' like 'bulka-%'")).ShouldBe(150);
        (await GroupsAsync("state=waiting&source=/feeds/tests/bulk")).Sum(group => (long)group!["count"]!).ShouldBe(5);
        (await services.Workspace.ScalarAsync<long>(
            "select count(*) from audit.entries where action = 'dead-letters-redriven' and detail->>'comment' = 'mended'"))
            .ShouldBe(2, "one entry for each request");
    }

    [Fact]
    public async Task A_patch_changes_the_data_of_each_letter_and_what_it_makes_invalid_waits_on()
    {
        await services.Workspace.RefuseAsync("patched");
        await PostAsync(
            Enumerable.Range(1, 3).Select(number => Events.Funding("Patched", $"patched-{number}", source: "/feeds/tests/patched")));
        await WaitForAsync("/feeds/tests/patched", 3);
        await services.Workspace.TakeAsync("patched");

        (await RedriveAsync("""{"amount":{"currency":"usd"}}""", 2)).ShouldContain("Failed again: 3");
        (await RedriveAsync("[]", 1)).ShouldContain("--patch must be a JSON object");
        (await RedriveAsync("""{"amount":{"currency":"EUR"},"on":"2020-03-04"}""", 0)).ShouldContain("Stored:       3");

        (await services.Workspace.ListAsync<string>(
            "select data->'data'->'amount'->>'currency' || ' ' || (data->'data'->>'on') from log.mt_events where data->>'id' like 'patched-%'"))
            .ShouldBe(Enumerable.Repeat("EUR 2020-03-04", 3));
        (await services.Workspace.ListAsync<string>(
            "select r.error from log.redrives r join log.dead_letters d using (event_id) where d.source = '/feeds/tests/patched' and r.outcome = 'failed'"))
            .ShouldAllBe(error => error.StartsWith("the report is not valid: /data/amount/currency", StringComparison.Ordinal));

        Task<string> RedriveAsync(string patch, int code) =>
            RunAsync(code, "dead-letters", "redrive", "--source", "/feeds/tests/patched",
                "--patch", patch, "--count", "3", "--reason", "euros");
    }

    [Fact]
    public async Task A_redrive_that_is_killed_in_the_middle_stores_nothing_twice_and_goes_on()
    {
        await services.Workspace.RefuseAsync("killed");
        await PostAsync(Enumerable.Range(1, 400)
            .Select(number => Events.Funding("Killed", $"killed-{number}", source: "/feeds/tests/killed")));
        await WaitForAsync("/feeds/tests/killed", 400);
        await services.Workspace.TakeAsync("killed");

        await using (var first = services.EventCtl(
            "dead-letters", "redrive", "--source", "/feeds/tests/killed", "--count", "400", "--reason", "first"))
        {
            await Eventually.Be("some are stored", async () => await StoredAsync("killed") > 20);
            await services.EventStore.KillAsync();
            (await first.ExitAsync()).ShouldBe(1);
        }

        await services.EventStore.StartReadyAsync();
        var left = (await GroupsAsync("state=waiting&source=/feeds/tests/killed")).Sum(group => (long)group!["count"]!);
        left.ShouldBeInRange(1, 380);
        (await StoredAsync("killed")).ShouldBe(400 - left);
        await RunAsync(0, "dead-letters", "redrive", "--source", "/feeds/tests/killed", "--count", $"{left}", "--reason", "second");

        (await StoredAsync("killed")).ShouldBe(400);
        (await services.Workspace.ScalarAsync<long>(
            """
            select count(*) from (
                select 1 from log.mt_events where data->>'id' like 'killed-%' group by data->>'id' having count(*) > 1) twice
            """)).ShouldBe(0);
    }

    [Fact]
    public async Task Archived_letters_are_kept_wait_no_more_and_come_back_if_they_fail_again()
    {
        await ConflictAsync("archived", 2);

        (await RunAsync(0, "dead-letters", "archive", "--source", "/feeds/tests/archived", "--count", "2", "--reason", "the feed knows"))
            .ShouldContain("Letters that were archived: 2");
        (await GroupsAsync("state=waiting&source=/feeds/tests/archived")).ShouldBeEmpty();
        (await RunAsync(0, "dead-letters", "list", "--state", "archived")).ShouldContain("archived-1");
        (await RunAsync(0, "dead-letters", "restore", "--source", "/feeds/tests/archived", "--count", "2", "--reason", "a mistake"))
            .ShouldContain("Letters that were restored: 2");
        (await RunAsync(0, "dead-letters", "archive", "--source", "/feeds/tests/archived", "--count", "2", "--reason", "again"))
            .ShouldContain("2");

        await PostAsync([Events.Funding("Archived", "archived-1", 2, "/feeds/tests/archived")]);
        await Eventually.Be("the dead letter waits again",
            async () => (await GroupsAsync("state=waiting&source=/feeds/tests/archived")).Sum(group => (long)group!["count"]!) == 1);
        (await RunAsync(1, "dead-letters", "archive", "--reason", "which?", "--count", "1")).ShouldContain("Select letters with");
    }

    /// <summary>Makes dead letters: reports with other content under identities that are stored.</summary>
    private async Task ConflictAsync(string name, int count)
    {
        foreach (var amount in (decimal[])[1, 2])
            await PostAsync(Enumerable.Range(1, count)
                .Select(number => Events.Funding(name, $"{name}-{number}", amount, $"/feeds/tests/{name}")));
        await WaitForAsync($"/feeds/tests/{name}", count);
    }

    private Task WaitForAsync(string source, int letters) => Eventually.Be("all of them are dead letters", async () =>
        await services.Workspace.ScalarAsync<long>("select count(*) from log.dead_letters where source = $1", source) == letters);

    private Task<long> StoredAsync(string prefix) =>
        services.Workspace.ScalarAsync<long>("select count(*) from log.mt_events where data->>'id' like $1 || '-%'", prefix);

    private async Task PostAsync(IEnumerable<JsonNode> events)
    {
        using var feed = services.Ingestion.Client(Role.Feed);
        using var answer = await feed.PostEventsAsync(Events.Lines(events));
        answer.EnsureSuccessStatusCode();
    }

    private async Task<JsonArray> GroupsAsync(string query)
    {
        using var ops = services.EventStore.Client(Role.Ops);
        return JsonNode.Parse(await ops.GetStringAsync(new Uri($"/v1/dead-letters/groups?{query}", UriKind.Relative)))!["items"]!.AsArray();
    }

    private Task<string> RunAsync(int expected, params string[] arguments) => services.EventCtlAsync(expected, arguments);
}
