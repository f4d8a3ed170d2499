using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Versions;
using EventPlatform.Ingestion.Validation;
using EventPlatform.Servers;

namespace EventPlatform.UnitTests.Ingestion;

public sealed class Reading_events
{
    private static readonly JsonSerializerOptions Indented = new(ContractJson.Options) { WriteIndented = true };

    public static TheoryData<string> Types => Examples.Types;

    [Theory]
    [MemberData(nameof(Types))]
    public void The_stored_form_of_each_example_is_stable(string type)
    {
        var read = Examples.Read(Examples.Of(type));

        var report = read.Report!;
        var stored = new
        {
            read.PartitionKey, report.Stream, report.Type, report.Source, report.Id, document = JsonNode.Parse(report.Document)
        };
        JsonSerializer.Serialize(stored, Indented).ShouldBe(
            JsonSerializer.Serialize(Examples.StoredOf(type), Indented), $"tests/Data/reports/{type}.json has it as \"stored\"");
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void What_is_stored_reads_as_a_report(string type)
    {
        var read = Examples.Read(Examples.Of(type)).Report!;

        var report = (IReport)JsonSerializer.Deserialize(
            read.Document, typeof(Report<>).MakeGenericType(ReportTypes.ByName[type]), ContractJson.Options)!;

        (report.Source, report.Id, report.ContentHash, report.Data.GetType().Name).ShouldBe((read.Source, read.Id, read.ContentHash, type));
    }

    [Fact]
    public void A_report_without_a_partition_key_goes_by_its_company_and_without_a_company_by_its_stream()
    {
        Examples.Read(Events.Funding("Acme Inc", "1")).PartitionKey.ShouldBe("acme");
        Examples.Read(Examples.Of(nameof(PlantOpened))).PartitionKey.ShouldBe("plant//feeds/plants/plant 17");
        Examples.Read(Examples.Of(nameof(FundingRaised))).PartitionKey.ShouldBe("acme");
    }

    [Theory]
    [InlineData("/source", "not a URI")]
    [InlineData("/source", "")]
    [InlineData("/specversion", "0.3")]
    [InlineData("/id", "")]
    [InlineData("/type", "fundingraised")]
    [InlineData("/time", "2020-02-04")]
    [InlineData("/time", "2020-02-04T25:00:00Z")]
    [InlineData("/time", "2020-02-04T10:00:00")]
    [InlineData("/id", "a\tb")]
    [InlineData("/subject", "")]
    [InlineData("/subject", "a\nb")]
    [InlineData("/dataschema", "not absolute")]
    [InlineData("/comexample", "a\ufdd0")]
    [InlineData("/comExample", "a")]
    [InlineData("/com-example", "a")]
    [InlineData("/position", "7")]
    [InlineData("/stream", "company/other")]
    [InlineData("/recordedtime", "2020-02-04T10:00:00Z")]
    [InlineData("/datacontenttype", "application/notjson")]
    [InlineData("/datacontenttype", "application/xml")]
    [InlineData("/recordkey", "")]
    public void An_attribute_that_is_wrong_is_named(string pointer, string value) =>
        Examples.WrongAfter(nameof(FundingRaised), example => example.Set(pointer, value)).ShouldBe([pointer]);

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e2")]
    [InlineData("2147483648")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void An_extension_is_a_string_a_boolean_or_an_integer(string json) =>
        Examples.WrongAfter(nameof(FundingRaised), example => example.Set("/comexample", JsonNode.Parse(json))).ShouldBe(["/comexample"]);

    [Theory]
    [InlineData("subject", "\"round/42\"")]
    [InlineData("dataschema", "\"https://feeds.example/schema/1\"")]
    [InlineData("datacontenttype", "\"application/json; charset=utf-8\"")]
    [InlineData("traceparent", "\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"")]
    [InlineData("partitionkey", "\"elsewhere\"")]
    [InlineData("comexampleint", "-7")]
    [InlineData("comexamplebool", "false")]
    [InlineData("comexampletext", "\"e\u0301\"")]
    [InlineData("comexampleempty", "\"\"")]
    [InlineData("sequence", "7")]
    public void An_attribute_is_kept_as_it_came(string attribute, string json) =>
        DocumentWith(attribute, json)["attributes"]![attribute]!.ToJsonString().ShouldBe(JsonNode.Parse(json)!.ToJsonString());

    [Fact]
    public void An_attribute_that_is_null_is_not_set() => DocumentWith("subject", "null")["attributes"]?["subject"].ShouldBeNull();

    [Theory]
    [InlineData("2020-02-04t08:30:00.5000z")]
    [InlineData("1990-12-31T23:59:60Z")]
    public void A_time_is_kept_as_it_came(string time)
    {
        var document = DocumentWith("time", $"\"{time}\"");

        ((string?)document["time"]).ShouldBe(time);
        Rfc3339.TryParse(time, out var instant).ShouldBeTrue();
        StoredReports.Read(nameof(FundingRaised), document.ToJsonString()).Time.ShouldBe(instant);
    }

    [Theory]
    [InlineData("/data_base64")]
    [InlineData("/dataref")]
    public void Data_in_another_form_is_not_taken(string pointer) =>
        Examples.WrongAfter(nameof(FundingRaised), example => example.Set(pointer, "eyJ9")).ShouldBe([pointer]);

    [Fact]
    public void An_attribute_that_is_too_long_is_named() =>
        Examples.WrongAfter(nameof(FundingRaised), example => example.Set("/id", new string('x', 257))).ShouldBe(["/id"]);

    [Theory]
    [InlineData("7", "7")]
    [InlineData("\"7\"", "7")]
    [InlineData("\"2020-02\"", "2020-02")]
    [InlineData("null", null)]
    public void A_sequence_is_a_number_or_a_text(string json, string? sequence) =>
        DocumentWith("sequence", json)["sequence"]?.GetValue<string>().ShouldBe(sequence);

    [Theory]
    [InlineData("time", "\"2021-01-01T00:00:00Z\"")]
    [InlineData("traceparent", "\"00-0-0-00\"")]
    [InlineData("sequence", "9")]
    [InlineData("partitionkey", "\"elsewhere\"")]
    [InlineData("subject", "\"anything\"")]
    public void How_a_report_travelled_does_not_change_its_content(string attribute, string json) =>
        ((string?)DocumentWith(attribute, json)["contentHash"])
            .ShouldBe(Examples.Read(Examples.Of(nameof(FundingRaised))).Report!.ContentHash);

    [Theory]
    [InlineData("/recordkey", "\"another\"")]
    [InlineData("/data/remark", "\"another\"")]
    [InlineData("/data/aFieldOfTomorrow", "1")]
    public void What_a_report_says_does(string pointer, string json)
    {
        var example = Examples.Of(nameof(FundingRaised));
        example.Set(pointer, JsonNode.Parse(json));

        Examples.Read(example).Report!.ContentHash.ShouldNotBe(Examples.Read(Examples.Of(nameof(FundingRaised))).Report!.ContentHash);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"a": 1, "a": 2}""")]
    [InlineData("{} // comment")]
    public void What_is_no_JSON_object_is_refused(string json)
    {
        var read = Examples.Read(json);

        read.Report.ShouldBeNull();
        read.Problems.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(32)]
    [InlineData(8)]
    [InlineData(60)]
    public void JSON_may_be_nested_as_deeply_as_allowed_and_no_deeper(int nesting)
    {
        var (deepest, tooDeep) = (NestedIn(nesting), NestedIn(nesting + 1));

        var report = Examples.Read(deepest, nesting).Report!;
        var problem = Examples.Read(tooDeep, nesting).Problems.ShouldHaveSingleItem();

        problem.ShouldBe(new Problem("", $"must have at most {nesting} levels of objects and arrays"));
        StoredReports.Read(report.Type, report.Document).Id.ShouldBe(report.Id);
        StoredReports.ReadJson(report.Type, report.Document).GetProperty("data").GetProperty("extensions").GetProperty("deep")
            .ValueKind.ShouldBe(JsonValueKind.Array);
    }

    /// <summary>Returns an event with the given number of levels: the event, its data, and nested arrays.</summary>
    private static byte[] NestedIn(int levels)
    {
        var example = Examples.Of(nameof(FundingRaised));
        example.Set("/data/deep",
            JsonNode.Parse(new string('[', levels - 2) + new string(']', levels - 2), documentOptions: new() { MaxDepth = 100 }));
        return Encoding.UTF8.GetBytes(example.ToJsonString(new JsonSerializerOptions { MaxDepth = 100 }));
    }

    private static JsonNode DocumentWith(string attribute, string json)
    {
        var example = Examples.Of(nameof(FundingRaised));
        example[attribute] = JsonNode.Parse(json);
        EventRead read = Examples.Read(example);
        return JsonNode.Parse(read.Report!.Document)!;
    }
}
