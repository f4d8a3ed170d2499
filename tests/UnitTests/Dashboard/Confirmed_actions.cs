using EventPlatform.Dashboard.Ops;
using EventPlatform.Dashboard.Ops.Failures;
using EventPlatform.Dashboard.Upstream;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace EventPlatform.UnitTests.Dashboard;

public sealed class Confirmed_actions
{
    [Theory]
    [InlineData("1200")]
    [InlineData("1,200")]
    [InlineData(" 1200 ")]
    public void The_number_that_was_shown_confirms(string typed) => Should.NotThrow(() => new Confirmation { Typed = typed }.Demand(1200));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("120")]
    [InlineData("all")]
    public void Nothing_else_confirms(string? typed) =>
        Should.Throw<UpstreamException>(() => new Confirmation { Typed = typed }.Demand(1200)).Detail
            .ShouldBe("Nothing was done. Look again, and type 1,200 to confirm.");

    [Fact]
    public void An_action_is_meant_for_the_letters_that_the_address_says()
    {
        var filter = new LetterFilter(new QueryCollection(new Dictionary<string, StringValues>(StringComparer.Ordinal)
        {
            ["feed"] = "press", ["cause"] = "refused for …", ["state"] = "waiting", ["source"] = "",
        }));

        filter.ToJson().ToJsonString().ShouldBe("""{"feed":"press","cause":"refused for \u2026"}""");
        filter.AddressOfAction("/ops/failures/all/archive")
            .ShouldBe("/ops/failures/all/archive?feed=press&cause=refused%20for%20%E2%80%A6");
    }

    [Theory]
    [InlineData("/data/amount/currency", "\"dollars\"")]
    [InlineData("/data/investors/1", "\"b\"")]
    [InlineData("/data/investors/2", null)]
    [InlineData("/data/a~1b", "1")]
    [InlineData("/id", null)]
    public void A_field_is_shown_as_it_was_sent(string pointer, string? value) =>
        LetterData.ValueAt("""{"amount": {"currency": "dollars"}, "investors": ["a", "b"], "a/b": 1}""", pointer).ShouldBe(value);
}
