using EventPlatform.Cli.Import.Values;

namespace EventPlatform.UnitTests.Import;

public sealed class Numbers
{
    [Theory]
    [InlineData("1750000", "1750000")]
    [InlineData("1,234,567.80", "1234567.8")]
    [InlineData("$1,000", "1000")]
    [InlineData("US$ 5", "5")]
    [InlineData("5 €", "5")]
    [InlineData("(500)", "-500")]
    [InlineData("-0.5", "-0.5")]
    [InlineData(".5", "0.5")]
    [InlineData("2.6E+10", "26000000000")]
    [InlineData("1389.1999999999998", "1389.1999999999998")]
    [InlineData("1 234 567", "1234567")]
    [InlineData("1'234.5", "1234.5")]
    public void Are_read_as_people_write_them(string text, string read) => Read(NumberReading.Plain, text).ShouldBe(read);

    [Theory]
    [InlineData("")]
    [InlineData("n/a")]
    [InlineData("1,5")]
    [InlineData("12,34")]
    [InlineData("1.2.3")]
    [InlineData("5 MW")]
    [InlineData("--5")]
    [InlineData("1e999")]
    public void Are_not_guessed(string text) => Read(NumberReading.Plain, text).ShouldBeNull();

    [Theory]
    [InlineData("1.234,5", "1234.5")]
    [InlineData("1,5", "1.5")]
    [InlineData("1.5", null)]
    public void May_have_a_decimal_comma(string text, string? read) => Read(NumberReading.Plain with { DecimalMark = ',' }, text).ShouldBe(read);

    [Theory]
    [InlineData("1.5 GW", "1500")]
    [InlineData("250kW", "0.25")]
    [InlineData("3 mw", "3")]
    [InlineData("7", "7")]
    [InlineData("7 hp", null)]
    public void Are_multiplied_by_their_unit(string text, string? read) =>
        Read(NumberReading.Plain with { Units = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["GW"] = 1000, ["MW"] = 1, ["kW"] = 0.001m } }, text).ShouldBe(read);

    [Fact]
    public void Are_multiplied_and_rounded() => Read(NumberReading.Plain with { Times = 1_000_000, Decimals = 0 }, "1.2345678").ShouldBe("1234568");

    private static string? Read(NumberReading reading, string text) => reading.TryRead(text, out var read) ? read : null;
}
