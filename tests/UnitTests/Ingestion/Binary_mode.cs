using System.Buffers;
using System.Text;
using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Ingestion;
using EventPlatform.Ingestion.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace EventPlatform.UnitTests.Ingestion;

/// <summary>Section 3.1 of the CloudEvents HTTP binding.</summary>
public sealed class Binary_mode
{
    private const string Data = """{"company":{"name":"Acme"},"status":"announced","round":"series-a","on":"2020"}""";

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("Euro%20%E2%82%AC%20%F0%9F%98%80", "Euro € 😀")]
    [InlineData("%e2%82%ac", "€")]
    [InlineData("%41", "A")]
    [InlineData("100%25", "100%")]
    [InlineData("%2541", "%41")]
    [InlineData("\"with blanks\"", "with blanks")]
    [InlineData("\"a \\\"quote\\\" and a \\\\\"", "a \"quote\" and a \\")]
    [InlineData("\"%E2%82%AC\"", "€")]
    [InlineData("with blanks", "with blanks")]
    public void A_value_is_unquoted_and_percent_decoded_once(string header, string value) =>
        Attributes(("ce-id", header)).GetProperty("id").GetString().ShouldBe(value);

    [Theory]
    [InlineData("bad%FFx")]
    [InlineData("%C0%A0")]
    [InlineData("%ED%A0%80")]
    [InlineData("%E2%82")]
    [InlineData("50%")]
    [InlineData("%zz")]
    [InlineData("% 41")]
    [InlineData("caf\u00e9")]
    [InlineData("\"no end")]
    public void A_value_that_does_not_decode_is_refused(string header) =>
        Problems(("ce-id", header)).ShouldHaveSingleItem().Pointer.ShouldBe("/id");

    [Fact]
    public void Names_are_those_of_attributes_whatever_their_case() =>
        Attributes(("CE-Id", "1"), ("Ce-ComExample", "x")).GetProperty("comexample").GetString().ShouldBe("x");

    [Theory]
    [InlineData("ce-datacontenttype", "/datacontenttype")]
    [InlineData("ce-data", "/data")]
    public void The_headers_that_the_body_stands_for_are_refused(string header, string pointer) =>
        Problems((header, "application/json")).ShouldHaveSingleItem().Pointer.ShouldBe(pointer);

    [Fact]
    public void A_header_that_comes_twice_is_refused() =>
        Problems(("ce-id", "1"), ("ce-id", "2")).ShouldHaveSingleItem().Message.ShouldContain("sent once");

    [Fact]
    public void A_name_that_is_no_attributes_is_refused() =>
        Read(Data, ("ce-com-example", "x")).Problems.ShouldHaveSingleItem().Pointer.ShouldBe("/com-example");

    [Theory]
    [InlineData(Data + ",\"recordkey\":\"injected\"")]
    [InlineData(Data + "}")]
    [InlineData("{}, \"type\": \"x\"")]
    [InlineData("not JSON")]
    [InlineData("{\"a\": 1, \"a\": 2}")]
    public void The_body_is_parsed_alone(string body) => Read(body).Problems.ShouldHaveSingleItem().Pointer.ShouldStartWith("/data");

    [Fact]
    public void No_member_of_the_body_becomes_an_attribute()
    {
        var read = Read(
            """{"company":{"name":"Acme"},"status":"announced","round":"series-a","on":"2020","recordkey":"injected","subject":"injected"}""");

        var document = JsonElement.Parse(read.Report!.Document);
        document.TryGetProperty("recordKey", out _).ShouldBeFalse();
        document.GetProperty("attributes").TryGetProperty("subject", out _).ShouldBeFalse();
        document.GetProperty("data").GetProperty("extensions").GetProperty("recordkey").GetString().ShouldBe("injected");
    }

    [Fact]
    public void A_byte_order_mark_before_the_body_is_passed_over() => Read("\uFEFF" + Data).Report.ShouldNotBeNull();

    [Fact]
    public void No_body_is_no_data() => Read("").Problems.ShouldHaveSingleItem().Pointer.ShouldBe("/data");

    private static EventRead Read(string body, params (string Name, string Value)[] more)
    {
        var attributes = Attributes(
            [("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "/feeds/press"), ("ce-type", nameof(FundingRaised)), .. more]);
        return new CloudEventReader(TimeProvider.System, Options.Create(new IngestionLimits()))
            .ReadBinary(attributes, new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(body)));
    }

    private static JsonElement Attributes(params (string Name, string Value)[] headers)
    {
        var problems = new List<Problem>();
        using var attributes = BinaryMode.ReadAttributes(Request(headers), problems);
        problems.ShouldBeEmpty();
        return attributes.RootElement.Clone();
    }

    private static List<Problem> Problems(params (string Name, string Value)[] headers)
    {
        var problems = new List<Problem>();
        BinaryMode.ReadAttributes(Request(headers), problems).Dispose();
        return problems;
    }

    private static HttpRequest Request((string Name, string Value)[] headers)
    {
        var request = new DefaultHttpContext().Request;
        request.ContentType = BinaryMode.MediaType;
        foreach (var (name, value) in headers) request.Headers.Append(name, value);
        return request;
    }
}
