using System.Net;
using System.Text.Json.Nodes;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

[Trait("Servers", "any")]
public sealed class Receipts(Platform platform) : EndToEnd(platform)
{
    [Fact]
    public async Task Tell_a_stored_report_from_its_duplicate_and_from_a_conflicting_one()
    {
        var posted = Events.Funding("Least", "receipt-1");
        var first = await ReceiptAsync(posted);
        var again = await ReceiptAsync(posted);
        var other = await ReceiptAsync(Events.Funding("Least", "receipt-1", amount: 2));

        ((string)first["status"]!, (string)again["status"]!, (string)other["status"]!).ShouldBe(("stored", "duplicate", "conflicting"));
        ((long)again["position"]!).ShouldBe((long)first["position"]!);
        (await Platform.GetAsync($"/v1/companies/least?minPosition={first["position"]}"))["rounds"]!.AsArray().ShouldHaveSingleItem();
        using var unknown = await Platform.Reader.GetAsync(new Uri("/v1/receipts?source=/feeds/tests&id=never-posted", UriKind.Relative));
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<JsonNode> ReceiptAsync(JsonNode cloudEvent)
    {
        using var answer = await Platform.Feed.PostEventsAsync(Events.One(cloudEvent));
        return await Platform.GetAsync($"{(string)(await answer.JsonAsync())["receipts"]![0]!}&wait=10");
    }
}
