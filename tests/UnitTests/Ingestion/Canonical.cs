using System.Buffers;
using System.Text;
using System.Text.Json;
using EventPlatform.Contracts.Validation;

namespace EventPlatform.UnitTests.Ingestion;

public sealed class Canonical
{
    [Theory]
    [InlineData("""{"b": 1, "a": 2}""", """{"a":2,"b":1}""")]
    [InlineData("""{"a": {"d": [], "c": {}}}""", """{"a":{"c":{},"d":[]}}""")]
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

    private static string Write(string json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var document = JsonDocument.Parse(json);
        using (var writer = new Utf8JsonWriter(buffer)) CanonicalJson.Write(writer, document.RootElement);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
