using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Versions;
using EventPlatform.Servers;

namespace EventPlatform.UnitTests.Contracts;

/// <summary>
/// Reports of earlier versions, in tests/Data/reports/versions, with one file for each type and version: <c>stored</c> is the stored
/// document, and <c>read</c> is how it is read today.
/// </summary>
public sealed class Stored_versions
{
    private static readonly string Folder = Path.Combine(Machine.Repository, "tests/Data/reports/versions");

    public static TheoryData<string, int> Earlier =>
        [.. ReportTypes.ByName.Keys.SelectMany(
            type => Enumerable.Range(1, SchemaVersions.Newest(type) - 1).Select(version => (type, version)))];

    [Theory]
    [MemberData(nameof(Earlier))]
    public void A_report_of_an_earlier_version_reads_as_one_of_the_newest(string type, int version)
    {
        var (stored, read) = Golden(type, version);

        Same(Upcasts.ToNewest(type, stored), read);
        Same(JsonNode.Parse(StoredReports.ReadJson(type, stored.ToJsonString()).GetProperty("data").GetRawText())!, read["data"]!);
        StoredReports.Read(type, stored.ToJsonString()).ShouldBeEquivalentTo(StoredReports.Read(type, read.ToJsonString()));
    }

    [Theory]
    [MemberData(nameof(Earlier))]
    public void Upcasts_do_not_mutate_and_are_idempotent(string type, int version)
    {
        var (stored, read) = Golden(type, version);
        var before = stored.ToJsonString();

        Upcasts.ToNewest(type, stored);

        stored.ToJsonString().ShouldBe(before);
        Same(Upcasts.ToNewest(type, read), read);
    }

    [Theory]
    [MemberData(nameof(Earlier))]
    public void It_reads_as_a_report_wherever_its_version_is_written(string type, int version)
    {
        var (stored, read) = Golden(type, version);
        var last = read.DeepClone().AsObject();
        last.Remove(Upcasts.Version);
        last[Upcasts.Version] = SchemaVersions.Newest(type);

        StoredReports.Read(type, last.ToJsonString()).ShouldBeEquivalentTo(StoredReports.Read(type, stored.ToJsonString()));
    }

    [Fact]
    public void A_version_that_is_newer_than_the_code_reads_as_it_is()
    {
        var read = Golden(nameof(FundingRaised), 1).Read;
        read[Upcasts.Version] = 1_000;
        read["data"]!["added"] = "later";

        var json = StoredReports.ReadJson(nameof(FundingRaised), read.ToJsonString());

        json.GetProperty("data").GetProperty("added").GetString().ShouldBe("later");
        StoredReports.Read(nameof(FundingRaised), read.ToJsonString()).Id.ShouldBe((string?)read["id"]);
    }

    private static (JsonObject Stored, JsonObject Read) Golden(string type, int version)
    {
        var golden = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, $"{type}.{version}.json")))!;
        return (golden["stored"]!.AsObject(), golden["read"]!.AsObject());
    }

    private static void Same(JsonNode one, JsonNode other) =>
        JsonNode.DeepEquals(one, other).ShouldBeTrue(one.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
}
