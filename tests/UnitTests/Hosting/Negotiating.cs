using EventPlatform.Hosting.Http;
using Microsoft.AspNetCore.Http;

namespace EventPlatform.UnitTests.Hosting;

/// <summary>Which media type a request prefers (RFC 9110, 12.5.1).</summary>
public sealed class Negotiating
{
    private static readonly string[] List = ["application/json", "text/csv", "application/x-ndjson"];

    [Theory]
    [InlineData("", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("application/*", "application/json")]
    [InlineData("text/*", "text/csv")]
    [InlineData("Text/CSV; charset=utf-8; header=present", "text/csv")]
    [InlineData("text/html, */*;q=0.1", "application/json")]
    [InlineData("text/csv, */*", "text/csv")]
    [InlineData("*/*, text/csv", "text/csv")]
    [InlineData("application/json;q=0.5, text/csv;q=0.6", "text/csv")]
    [InlineData("application/x-ndjson, text/csv", "application/x-ndjson")]
    [InlineData("application/json;q=0, */*", "text/csv")]
    [InlineData("application/*;q=0, */*;q=0.1", "text/csv")]
    public void A_request_gets_the_offered_type_that_it_prefers(string accept, string expected) => Preferred(accept).ShouldBe(expected);

    [Theory]
    [InlineData("image/png")]
    [InlineData("text/html, application/xml")]
    [InlineData("*/*;q=0")]
    [InlineData("application/json;q=0, text/csv;q=0.0, application/x-ndjson;q=0")]
    [InlineData("application/vnd.api+json")]
    [InlineData("nonsense")]
    public void A_request_that_accepts_none_gets_none(string accept) => Preferred(accept).ShouldBeNull();

    private static string? Preferred(string accept) =>
        new DefaultHttpContext { Request = { Headers = { Accept = accept } } }.Request.Preferred(List);
}
