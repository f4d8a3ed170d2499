using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Versions;
using EventPlatform.IntegrationTests.Log;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.ReadTables;

/// <summary>Rows of the log as earlier versions wrote them, from tests/Data/reports/versions.</summary>
[Trait("Servers", "any")]
public sealed class Earlier_versions(RunningQuery query) : IClassFixture<RunningQuery>
{
    public static TheoryData<string> Types => [.. ReportTypes.ByName.Keys.Where(type => SchemaVersions.Newest(type) > 1)];

    [Theory]
    [MemberData(nameof(Types))]
    public async Task A_row_in_an_old_form_is_answered_in_the_new_one(string type)
    {
        var golden = Golden(type);
        var position = (await query.GivenAsync(Row(type, golden["stored"]!.AsObject(), id: $"old {type}")))[0].Position;

        var answered = (await query.GetAsync($"/v1/events?after={position - 1}&limit=1"))["items"]!.AsArray().ShouldHaveSingleItem()!;

        ((string)answered["id"]!).ShouldBe($"old {type}");
        JsonNode.DeepEquals(answered["data"], golden["read"]!["data"]).ShouldBeTrue(answered["data"]!.ToJsonString());
    }

    [Fact]
    public async Task Its_facts_are_concluded_from_the_history_too()
    {
        var old = Golden(nameof(PlantOpened))["stored"]!.AsObject();
        old["recordKey"] = "history";
        old["data"]!["plant"] = "Plant with a history";
        var now = old.DeepClone().AsObject();
        (now["v"], now["data"]!["status"], now["data"]!["on"], now["contentHash"]) = (2, "closed", "2020", "another");

        await query.GivenAsync(Row(nameof(PlantOpened), old, "history-1"));
        await query.GivenAsync(Row(nameof(PlantOpened), now, "history-2"));

        var fact = (await query.GetAsync("/v1/facts?type=PlantOpened&limit=500"))["items"]!.AsArray()
            .Single(fact => fact!.ToJsonString().Contains("Plant with a history", StringComparison.Ordinal))!;
        fact["milestones"]!.AsArray().Select(milestone => (string)milestone!["status"]!).ShouldBe(["producing", "closed"]);
    }

    private static JsonNode Golden(string type) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Machine.Repository, "tests/Data/reports/versions", $"{type}.1.json")))!;

    private static AcceptedReport Row(string type, JsonObject stored, string id)
    {
        var row = stored.DeepClone().AsObject();
        row["id"] = id;
        return Reports.Accepted("old", id, (string)row["contentHash"]!, row.ToJsonString(new JsonSerializerOptions())) with { Type = type };
    }
}
