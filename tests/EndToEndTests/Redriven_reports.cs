using System.Net;
using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

public sealed class Redriven_reports(Platform platform) : EndToEnd(platform)
{
    [Fact]
    public async Task An_older_report_of_a_record_that_is_redriven_later_does_not_become_the_newest()
    {
        await Platform.Workspace.RefuseAsync("older");
        var older = await PostAsync(Report("older-1", 1, 100));
        ((string)(await ReceiptAsync(older))["status"]!).ShouldBe("dead-lettered");
        var newer = await ReceiptAsync(await PostAsync(Report("newer-2", 2, 200)));
        (await AmountAsync((long)newer["position"]!)).ShouldBe(200);

        await Platform.Workspace.TakeAsync("older");
        await RedriveAsync(older, null);

        var receipt = await ReceiptAsync(older);
        ((string)receipt["status"]!, (bool?)receipt["edited"]).ShouldBe(("stored", null));
        ((long)receipt["position"]!).ShouldBeGreaterThan((long)newer["position"]!);
        (await AmountAsync((long)receipt["position"]!)).ShouldBe(200);
    }

    [Fact]
    public async Task Receipts_show_edited_data_and_duplicates()
    {
        await Platform.Workspace.RefuseAsync("mend");
        var cloudEvent = Report("mend-1", 1, 100, "Mending");
        var first = await PostAsync(cloudEvent);
        ((string)(await ReceiptAsync(first))["why"]!).ShouldBe("refused for mend");
        var data = cloudEvent["data"]!.DeepClone();
        data["remark"] = "mended";

        await RedriveAsync(first, data);
        var again = await PostAsync(cloudEvent);

        var (receipt, repeated) = (await ReceiptAsync(first), await ReceiptAsync(again));
        ((string)receipt["status"]!, (bool?)receipt["edited"]).ShouldBe(("stored", true));
        ((string)repeated["status"]!, (bool?)repeated["edited"], (long)repeated["position"]!)
            .ShouldBe(("duplicate", true, (long)receipt["position"]!));
        data["remark"] = "mended";
        var mended = Report("mend-1", 1, 100, "Mending");
        mended["data"]!["remark"] = "mended";
        ((string)(await ReceiptAsync(await PostAsync(mended)))["status"]!).ShouldBe("duplicate");
    }

    private static JsonObject Report(string id, int sequence, decimal amount, string company = "Sequenced")
    {
        var report = Events.Funding(company, id, amount);
        (report["recordkey"], report["sequence"]) = ($"{company}-round", sequence);
        return report;
    }

    private async Task<string> PostAsync(JsonNode cloudEvent)
    {
        using var answer = await Platform.Feed.PostEventsAsync(Events.One(cloudEvent));
        return (string)(await answer.JsonAsync())["receipts"]![0]!;
    }

    private Task<JsonNode> ReceiptAsync(string receipt) => Platform.GetAsync($"{receipt}&wait=10");

    private async Task<decimal> AmountAsync(long position) =>
        (decimal)(await Platform.GetAsync($"/v1/facts?company=sequenced&minPosition={position}"))["items"]!.AsArray()
            .ShouldHaveSingleItem()!["amount"]!["amount"]!;

    /// <param name="receipt">The receipt, whose <c>event</c> is the id of the dead letter.</param>
    private async Task RedriveAsync(string receipt, JsonNode? data)
    {
        using var ops = Platform.EventStore.Client(Role.Ops);
        using var body = data is null
            ? null : Events.Content(new JsonObject { ["data"] = data.DeepClone() }.ToJsonString(), "application/json");
        using var answer = await ops.PostAsync(new Uri($"/v1/dead-letters/{receipt.Split("event=")[1]}/redrive", UriKind.Relative), body);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }
}
