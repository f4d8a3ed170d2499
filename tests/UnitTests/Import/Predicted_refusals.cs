using EventPlatform.Cli.Import.Reports;

namespace EventPlatform.UnitTests.Import;

/// <summary>A dry run says what the platform would say.</summary>
public sealed class Predicted_refusals
{
    private static readonly DateOnly Today = new(2024, 5, 1);

    [Theory]
    [InlineData("1,5,EUR,2020", null)]
    [InlineData("1,-5,EUR,2020", "/data/amount/amount: must not be negative")]
    [InlineData("1,5,HUFS,2020", "/data/amount/currency: must be an ISO 4217 code of three capital letters such as USD")]
    [InlineData("1,5.123,EUR,2020", "/data/amount/amount: must have at most 2 decimals in EUR")]
    public void Are_those_of_the_contract(string row, string? expected) => Predict(row).ShouldBe(expected is null ? [] : [expected]);

    [Fact]
    public void Are_told_of_dates_that_are_still_to_come() => Predict("1,5,EUR,2031-01-01").ShouldHaveSingleItem().ShouldStartWith("/data/on: ");

    [Fact]
    public void Are_told_of_texts_that_are_too_long() => Predict("1,5,EUR,2020", remark: new string('x', 2001)).ShouldBe(["/data/remark: must have at most 2000 characters"]);

    private static List<string> Predict(string row, string remark = "")
    {
        var yaml = Sample.Funding("amount: { amount: \"{sum}\", currency: \"{ccy}\" }\nremark: \"{remark}\"")
            .Replace("on: \"2020\"", "on: \"{on}\"", StringComparison.Ordinal).Replace("announced", "completed", StringComparison.Ordinal).Replace("{name}", "Acme", StringComparison.Ordinal);
        return [.. Misfits.Of(Sample.Map(yaml, $"id,sum,ccy,on,remark\n{row},{remark}\n").ShouldHaveSingleItem().Reports.ShouldHaveSingleItem(), Today)];
    }
}
