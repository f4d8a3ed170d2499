using System.Net;
using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.IntegrationTests.Import;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Operating;

/// <summary><c>eventctl parked</c> shows the groups that could not be folded, and folds them again.</summary>
[Trait("Servers", "any")]
public sealed class Parking(ImportingPlatform platform) : IClassFixture<ImportingPlatform>
{
    [Fact]
    public async Task A_parked_group_is_listed_shown_and_redriven_if_it_is_the_one_that_was_shown()
    {
        (await platform.EventCtlAsync(0, "parked", "list")).ShouldContain("There are none.");
        (await platform.EventCtlAsync(1, "parked", "redrive", "--count", "1", "--reason", "none")).ShouldContain("Nothing is parked");
        var position = await ParkAsync();

        (await platform.EventCtlAsync(0, "parked", "list")).ShouldContain("parked-1");
        (await platform.EventCtlAsync(3, "status")).ShouldContain("eventctl parked list; docs/operations.md#groupsparked");
        var shown = await platform.EventCtlAsync(0, "parked", "show", $"{position}");
        shown.ShouldContain("ProductShipped");
        shown.ShouldContain("Group: record | ");
        shown.ShouldContain("\"id\": \"parked-1\"");
        (await platform.EventCtlAsync(1, "parked", "show", "1000000")).ShouldContain("Nothing is parked at position 1000000");

        (await platform.EventCtlAsync(0, "parked", "redrive")).ShouldContain("--count 1 --reason 'why'");
        (await platform.EventCtlAsync(1, "parked", "redrive", "--count", "2", "--reason", "it can be read now"))
            .ShouldContain("1 groups are parked, and the request is for 2");
        await platform.Workspace.ScalarAsync<long>(
            $$$"""update log.mt_events set data = jsonb_set(data, '{data,asOf}', '"2020-03-31"') where seq_id = {{{position}}}""");
        (await platform.EventCtlAsync(0, "parked", "redrive", "--count", "1", "--reason", "it can be read now")).ShouldContain("served");

        (await platform.EventCtlAsync(0, "parked", "list")).ShouldContain("There are none.");
        (await platform.FactsAsync("ProductShipped")).ShouldHaveSingleItem();
        (await platform.EventCtlAsync(0, "audit")).ShouldContain("it can be read now");
    }

    [Theory]
    [InlineData("""{"count":0,"comment":"why"}""", "/count")]
    [InlineData("""{"count":1}""", "/comment")]
    public async Task An_order_that_is_not_sound_is_refused(string body, string pointer)
    {
        using var http = platform.Services[3].Client(Role.Ops);
        using var answer = await http.PostAsync(new Uri("/v1/parked/redrive", UriKind.Relative), Events.Content(body, "application/json"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain($"\"pointer\":\"{pointer}\"");
    }

    /// <summary>Stores a report without its day, which Ingestion would refuse, and returns its position.</summary>
    private async Task<long> ParkAsync()
    {
        var projections = platform.Services[3];
        await projections.KillAsync();
        await platform.PostAsync([JsonNode.Parse(
            """
            {"specversion":"1.0","id":"parked-1","source":"/feeds/tests","type":"ProductShipped",
             "data":{"company":{"name":"Parked"},"product":"Roadster","measure":"cumulative","units":5,"asOf":"2020-01-31","status":"actual"}}
            """)!]);
        await Eventually.Get("the report is stored", platform.NewlyStoredAsync, stored => stored == 1);
        var position = await platform.Workspace.ScalarAsync<long>(
            "update log.mt_events set data = data #- '{data,asOf}' where data ->> 'id' = 'parked-1' returning seq_id");
        await projections.StartReadyAsync();
        await platform.SettleAsync(1);
        return position;
    }
}
