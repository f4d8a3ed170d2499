using System.Buffers.Text;
using System.Text;
using EventPlatform.Query;

namespace EventPlatform.UnitTests.Query;

/// <summary>Cursors, which mark the end of a page of a list.</summary>
public sealed class Cursors
{
    [Fact]
    public void A_cursor_is_read_as_it_was_written()
    {
        var written = Cursor.Of(new AsKnown(7, IsNow: true, new(2020, 2, 29)), "known", "a b/é");

        var read = Cursor.Read(written)!;

        (read.Position, read.AsOf).ShouldBe((7, new DateOnly(2020, 2, 29)));
        read.Last.ShouldBe(["known", "a b/é"]);
        Cursor.Read(new Cursor(null, null, ["key"]).ToString())!.Position.ShouldBeNull();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[\"1\"]")]
    [InlineData("[\"-1\",\"\"]")]
    [InlineData("[\"9223372036854775808\",\"\"]")]
    [InlineData("[\"1\",\"2020-02-30\"]")]
    [InlineData("[\"1\",\"\",null]")]
    [InlineData("[null,null]")]
    [InlineData("[1,2]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[\"1\",\"\",\"\\ud800\"]")]
    [InlineData("[[[[[[[[[[")]
    [InlineData("[\"1\",\"\"] x")]
    public void Anything_else_is_not_read(string json) =>
        Cursor.Read(Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json))).ShouldBeNull();

    [Theory]
    [InlineData("abc")]
    [InlineData("!")]
    [InlineData("_____w")]
    public void What_is_no_JSON_is_not_read(string text) => Cursor.Read(text).ShouldBeNull();
}
