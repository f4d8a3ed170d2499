using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Validation;
using EventPlatform.Contracts.Versions;

namespace EventPlatform.UnitTests.Ingestion;

public sealed class Canonical
{
    [Theory]
    [InlineData("""{"b": 1, "a": 2}""", """{"a":2,"b":1}""")]
    [InlineData("""{"a": {"d": [], "c": {}}, "b": null, "e": {"f": {"g": [], "h": null}}}""", "{}")]
    [InlineData("""{"a": [null, {}, []], "b": [{"c": null}]}""", """{"a":[null,{},[]],"b":[{}]}""")]
    [InlineData("""[3, 1, 2]""", """[3,1,2]""")]
    [InlineData("1.0", "1")]
    [InlineData("1.50", "1.5")]
    [InlineData("1e2", "100")]
    [InlineData("1.5E-3", "0.0015")]
    [InlineData("-0.0", "0")]
    [InlineData("0.00", "0")]
    [InlineData("123456789012345678", "123456789012345678")]
    [InlineData("\"\\u0041\"", "\"A\"")]
    [InlineData("\"\\/\"", "\"/\"")]
    [InlineData("\"e\u0301\"", "\"\\u00E9\"")]
    [InlineData("\"<\"", "\"\\u003C\"")]
    [InlineData("0", "0")]
    [InlineData("-5", "-5")]
    [InlineData("999999999999999000", "999999999999999000")]
    [InlineData("""[true, false, null]""", """[true,false,null]""")]
    public void Equal_content_has_one_text(string json, string canonical)
    {
        Write(json).ShouldBe(canonical);
        Write(canonical).ShouldBe(canonical);
    }

    [Theory]
    [InlineData("1", "\"1\"")]
    [InlineData("[1, 2]", "[2, 1]")]
    [InlineData("{}", "null")]
    [InlineData("100000000000000000000000000000000000001", "100000000000000000000000000000000000002")]
    [InlineData("\"a\"", "\"A\"")]
    public void Other_content_has_another(string one, string other) => Write(one).ShouldNotBe(Write(other));

    /// <summary>The same content in two forms.</summary>
    [Theory]
    [InlineData("/data/on", "\"2020-Q2\"", "\"2020-34\"")]
    [InlineData("/data/on", "\"2020-H1~\"", "\"2020-40~\"")]
    [InlineData("/data/on", "\"2020-Q1/2020-Q2\"", "\"2020-33/2020-34\"")]
    [InlineData("/data/on", """{"date": "2020-Q2"}""", "\"2020-34\"")]
    [InlineData("/data/on", """{"date": "2020-Q2", "wording": null}""", "\"2020-34\"")]
    [InlineData("/data/on", """{"date": "2020-Q2", "wording": "spring"}""", """{"wording": "spring", "date": "2020-34"}""")]
    [InlineData("/data/evidence/publishedOn", "\"2020-H1\"", "\"2020-40\"")]
    [InlineData("/data/remark", "null", null)]
    [InlineData("/data/evidence", "{}", null)]
    [InlineData("/data/evidence", """{"quote": null}""", null)]
    [InlineData("/data/investors", "[]", null)]
    [InlineData("/data/company/ticker", "null", null)]
    [InlineData("/data/extensions", """{"tags": [], "more": {"no": null}}""", null)]
    [InlineData("/data/aFieldOfTomorrow", "null", null)]
    [InlineData("/data/remark", "\"e\u0301\"", "\"\u00e9\"")]
    [InlineData("/data/amount/amount", "100.0", "1e2")]
    public void Two_ways_to_say_the_same_are_one_content(string pointer, string one, string? other) =>
        HashWith(pointer, one).ShouldBe(HashWith(pointer, other));

    [Theory]
    [InlineData("/data/on", "\"2020-Q2\"", "\"2020-04/2020-06\"")]
    [InlineData("/data/on", "\"2020-Q2\"", "\"2020-34~\"")]
    [InlineData("/data/remark", "\"2020-Q2\"", "\"2020-34\"")]
    [InlineData("/data/aFieldOfTomorrow", "[null]", null)]
    [InlineData("/data/aFieldOfTomorrow", "false", null)]
    [InlineData("/data/remark", "\"\"", null)]
    public void What_means_something_else_is_another_content(string pointer, string one, string? other) =>
        HashWith(pointer, one).ShouldNotBe(HashWith(pointer, other));

    [Fact]
    public void What_was_sent_is_kept_as_sent()
    {
        var example = Examples.Of(nameof(FundingRaised));
        example.Set("/data/on", "2020-Q1");
        example.Set("/data/remark", "e\u0301");
        example.Set("/data/investors", new JsonArray());
        example.Set("/data/evidence", null);

        var stored = JsonNode.Parse(Examples.Read(example).Report!.Document)!["data"]!;

        ((string?)stored["on"]).ShouldBe("2020-Q1");
        ((string?)stored["remark"]).ShouldBe("e\u0301");
        stored["investors"]!.AsArray().ShouldBeEmpty();
        stored.AsObject().ContainsKey("evidence").ShouldBeTrue();
    }

    /// <summary>A report of an earlier version has, in today's canonical form, the same hash as if it were sent today.</summary>
    [Fact]
    public void A_report_of_an_older_log_is_hashed_as_one_of_today()
    {
        var example = Examples.Of(nameof(FundingRaised));
        example.Set("/data/aFieldOfTomorrow", 1);
        var today = Examples.Read(example).Report!;
        var old = JsonNode.Parse(today.Document)!.AsObject();
        (old["contentHash"], old["v"]) = ("wg06jJF5FEzrM1axDwAqKvhhRV98fX3YAbm9hqvb0YY=", 2);
        old["data"]!["remark"] = example["data"]!["remark"]!.DeepClone();

        StoredReports.HashOf(today.Type, old.ToJsonString()).ShouldBe(today.ContentHash);
        StoredReports.Read(today.Type, old.ToJsonString()).ContentHash.ShouldBe(today.ContentHash);
    }

    /// <param name="json">The value of the field; null omits the field.</param>
    private static string HashWith(string pointer, string? json)
    {
        var example = Examples.Of(nameof(FundingRaised));
        if (json is null) example.Drop(pointer);
        else example.Set(pointer, JsonNode.Parse(json));
        var read = Examples.Read(example);
        read.Problems.ShouldBeEmpty();
        return read.Report!.ContentHash;
    }

    private static string Write(string json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var document = JsonDocument.Parse(json);
        using (var writer = new Utf8JsonWriter(buffer)) CanonicalJson.Write(writer, document.RootElement);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
