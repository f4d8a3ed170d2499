using System.Text.Json.Nodes;
using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Ingestion;

/// <summary>Fields that are not in the contract are kept in the <c>extensions</c> of their object.</summary>
public sealed class Unknown_fields
{
    public static TheoryData<string> Objects =>
        ["/data", "/data/company", "/data/amount", "/data/investors/0", "/data/investors/1/party", "/data/on", "/data/evidence"];

    [Theory]
    [MemberData(nameof(Objects))]
    public void Beside_extensions_or_under_it_they_are_the_same_content(string at)
    {
        var (beside, under) = (Example(), Example());
        beside.Set($"{at}/unknown", new JsonArray(1.50, "x", null));
        under.Set($"{at}/extensions", new JsonObject { ["unknown"] = new JsonArray(1.5m, "x", null) });

        var (one, other) = (Taken(beside), Taken(under));

        one.Document.ShouldBe(other.Document);
        one.ContentHash.ShouldBe(other.ContentHash);
        JsonNode.DeepEquals(JsonNode.Parse(one.Document)!.At($"{at}/extensions/unknown"), JsonNode.Parse("""[1.5,"x",null]"""))
            .ShouldBeTrue(one.Document);
        JsonNode.Parse(one.Document)!.At($"{at}/unknown").ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public void Those_beside_extensions_join_those_under_it(string at)
    {
        var example = Example();
        example.Set($"{at}/extensions", new JsonObject { ["one"] = 1 });
        example.Set($"{at}/other", 2);

        var kept = JsonNode.Parse(Taken(example).Document)!.At($"{at}/extensions")!;

        JsonNode.DeepEquals(kept, JsonNode.Parse("""{"one":1,"other":2}""")).ShouldBeTrue(kept.ToJsonString());
    }

    [Theory]
    [InlineData("/data", "unknown")]
    [InlineData("/data", "remark")]
    [InlineData("/data/company", "name")]
    [InlineData("/data/investors/1/party", "unknown")]
    [InlineData("/data/on", "date")]
    [InlineData("/data", "a/b")]
    [InlineData("/data", "caf\u00e9")]
    public void A_name_in_both_places_is_named(string at, string name) => Examples.WrongAfter(nameof(FundingRaised), example =>
    {
        var parent = example.At(at)!.AsObject();
        parent["extensions"] = new JsonObject { [name] = 1 };
        parent[name.Normalize(System.Text.NormalizationForm.FormD)] ??= 1;
    }).ShouldContain($"{at}/extensions/{name.Replace("/", "~1", StringComparison.Ordinal)}");

    [Theory]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("[]")]
    public void Extensions_are_an_object(string json) =>
        Examples.WrongAfter(nameof(FundingRaised), example => example.Set("/data/company/extensions", JsonNode.Parse(json)))
            .ShouldBe(["/data/company/extensions"]);

    [Theory]
    [InlineData("/data")]
    [InlineData("/data/unknown")]
    [InlineData("/data/extensions/list/0")]
    public void Two_names_that_are_the_same_in_NFC_are_named(string at) => Examples.WrongAfter(nameof(FundingRaised), example =>
    {
        example.Set("/data/unknown", new JsonObject());
        example.Set("/data/extensions", new JsonObject { ["list"] = new JsonArray(new JsonObject()) });
        var parent = example.At(at)!.AsObject();
        parent["caf\u00e9"] = 1;
        parent["cafe\u0301"] = 2;
    }).ShouldBe([$"{at}/caf\u00e9"]);

    [Fact]
    public void Properties_outside_the_contract_are_unknown_fields()
    {
        var example = Example();
        example.Set("/data/subject", new JsonObject { ["name"] = 5 });

        ((int)JsonNode.Parse(Taken(example).Document)!.At("/data/extensions/subject/name")!).ShouldBe(5);
    }

    [Fact]
    public void Names_of_the_contract_mean_nothing_under_extensions()
    {
        var example = Example();
        example.Drop("/data/remark");
        example.Set("/data/extensions", new JsonObject { ["remark"] = 5, ["plant"] = new JsonObject { ["unknown"] = 1 } });

        ((int)JsonNode.Parse(Taken(example).Document)!.At("/data/extensions/plant/unknown")!).ShouldBe(1);
    }

    private static JsonObject Example()
    {
        var example = Examples.Of(nameof(FundingRaised));
        example.Drop("/data/aFieldOfTomorrow");
        return example;
    }

    private static AcceptedReport Taken(JsonObject example)
    {
        var read = Examples.Read(example);
        return read.Report ?? throw new InvalidDataException(string.Join(", ", read.Problems));
    }
}
