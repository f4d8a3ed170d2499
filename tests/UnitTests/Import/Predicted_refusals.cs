using System.Buffers;
using EventPlatform.Cli.Import.Reports;
using EventPlatform.UnitTests.Ingestion;

namespace EventPlatform.UnitTests.Import;

/// <summary>A dry run reports the errors that the platform would return.</summary>
public sealed class Predicted_refusals
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    [Theory]
    [InlineData("1,5,EUR,2020", null)]
    [InlineData("1,-5,EUR,2020", "/data/amount/amount: '-5' must not be negative")]
    [InlineData("1,5,HUFS,2020", "/data/amount/currency: 'HUFS' must be an ISO 4217 code of three capital letters such as USD")]
    [InlineData("1,5.123,EUR,2020", "/data/amount/amount: '5.123' must have at most 2 decimals in EUR")]
    public void Are_those_of_the_contract(string row, string? expected) => Predict(row).ShouldBe(expected is null ? [] : [expected]);

    [Fact]
    public void Dates_in_the_future_are_reported() =>
        Predict("1,5,EUR,2999-01-01").ShouldHaveSingleItem().ShouldStartWith("/data/on: ");

    [Fact]
    public void Are_told_of_texts_that_are_too_long() =>
        Predict("1,5,EUR,2020", remark: new string('x', 2001)).ShouldHaveSingleItem().ShouldEndWith("…' must have at most 2000 characters");

    [Theory]
    [InlineData("a\0b", "/data/remark: 'a\0b' must not contain U+0000")]
    [InlineData("a\uFFFEb", "/data/remark: 'a\uFFFEb' must not contain U+FFFE")]
    public void Are_told_of_characters_that_no_event_may_have(string remark, string expected) =>
        Predict("1,5,EUR,2020", remark).ShouldBe([expected]);

    [Fact]
    public void Are_told_of_events_that_are_too_large() =>
        Predict("1,5,EUR,2020", new string('x', 300_000)).ShouldHaveSingleItem().ShouldStartWith("must have at most 262144 bytes");

    [Fact]
    public void Are_those_of_identifiers()
    {
        var yaml = Sample.Funding("").Replace("{ name: \"{name}\" }", "{ name: \"{name}\", lei: \"{lei}\" }", StringComparison.Ordinal);

        Problems(yaml, "id,name,lei\n1,Acme,5493001KJTIIGC8Y1R13\n").ShouldHaveSingleItem()
            .ShouldStartWith("/data/company/lei: '5493001KJTIIGC8Y1R13' must be");
    }

    [Fact]
    public void Are_the_same_that_the_platform_gives_for_the_same_bytes()
    {
        var report = Sample.Map(Sample.Funding("amount: { amount: \"{sum}\", currency: USD }\nremark: \"{remark}\""),
            "id,name,sum,remark\n1,Acme,-5.123,a\0b\n").ShouldHaveSingleItem().Reports.ShouldHaveSingleItem();
        var body = new ArrayBufferWriter<byte>();
        new CloudEvents("/feeds/sample", null).Write(body, report);

        var platform = Examples.Read(body.WrittenSpan.ToArray()).Problems;
        new EventCheck(new CloudEvents("/feeds/sample", null), Clock).Problems(report).Select(problem => problem.Split(':')[0])
            .ShouldBe(platform.Select(problem => problem.Pointer));
    }

    private static IReadOnlyList<string> Problems(string yaml, string text) =>
        new EventCheck(new CloudEvents("/feeds/sample", null), Clock)
            .Problems(Sample.Map(yaml, text).ShouldHaveSingleItem().Reports.ShouldHaveSingleItem());

    private static IReadOnlyList<string> Predict(string row, string remark = "")
    {
        var yaml = Sample.Funding("amount: { amount: \"{sum}\", currency: \"{ccy}\" }\nremark: \"{remark}\"")
            .Replace("on: \"2020\"", "on: \"{on}\"", StringComparison.Ordinal).Replace("announced", "completed", StringComparison.Ordinal)
            .Replace("{name}", "Acme", StringComparison.Ordinal);
        return Problems(yaml, $"id,sum,ccy,on,remark\n{row},{remark}\n");
    }
}
