using System.Text.Json;
using EventPlatform.EventStore.DeadLetters;

namespace EventPlatform.UnitTests.EventStore;

/// <summary>The cases of RFC 7396, appendix A, that concern objects, and numbers as they are written.</summary>
public sealed class Merge_patches
{
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"a":null}""", "{}")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("[1,2]", """{"a":"b","c":null}""", """{"a":"b"}""")]
    [InlineData("{}", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    [InlineData("""{"amount":1.10}""", """{"b":0.100000000000000000001}""", """{"amount":1.10,"b":0.100000000000000000001}""")]
    public void Change_what_they_name(string target, string patch, string merged) =>
        MergePatch.Apply(Read(target), Read(patch)).GetRawText().ShouldBe(merged);

    private static JsonElement Read(string json) => JsonDocument.Parse(json).RootElement.Clone();
}
