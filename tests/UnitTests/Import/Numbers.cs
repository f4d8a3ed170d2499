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
    public void Are_read_as_people_write_them(string text, string read) => Read(Money(NumberReading.AnyCurrency), text).ShouldBe(read);

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
    public void May_have_a_decimal_comma(string text, string? read) =>
        Read(NumberReading.Plain with { DecimalMark = ',' }, text).ShouldBe(read);

    [Theory]
    [InlineData("1.5 GW", "1500")]
    [InlineData("250kW", "0.25")]
    [InlineData("3 mw", "3")]
    [InlineData("7", "7")]
    [InlineData("7 hp", null)]
    public void Are_multiplied_by_their_unit(string text, string? read) =>
        Read(
            NumberReading.Plain with
            {
                Units = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["GW"] = 1000, ["MW"] = 1, ["kW"] = 0.001m }
            }, text).ShouldBe(read);

    [Fact]
    public void Are_multiplied_and_rounded() =>
        Read(NumberReading.Plain with { Times = 1_000_000, Decimals = 0 }, "1.2345678").ShouldBe("1234568");

    [Theory]
    [InlineData("USD", "$5")]
    [InlineData("USD", "USD 5")]
    [InlineData("USD", "5 usd")]
    [InlineData("AUD", "A$5")]
    [InlineData("AUD", "-$5")]
    [InlineData("SEK", "5 kr")]
    [InlineData("INR", "Rs. 5")]
    [InlineData("BRL", "R$ 5")]
    [InlineData("CHF", "5 CHF")]
    [InlineData("CNY", "\u00a55")]
    public void May_have_a_sign_of_their_currency(string currency, string text) =>
        Read(Money(currency), text).ShouldBe(text.Contains('-', StringComparison.Ordinal) ? "-5" : "5");

    [Theory]
    [InlineData("USD", "\u20ac5", "'\u20ac' means EUR, and the amount is in USD")]
    [InlineData("USD", "A$5", "'A$' means AUD")]
    [InlineData("USD", "C$5", "'C$' means CAD or NIO")]
    [InlineData("USD", "5\u00a2", "'\u00a2' is a part of a currency's unit")]
    [InlineData("USD", "\u00a35", "'\u00a3' means GBP")]
    [InlineData("USD", "R$ 5", "'R$' means BRL")]
    [InlineData("USD", "Rs 5", "'Rs' means INR")]
    [InlineData("USD", "5 kr", "'kr' means SEK")]
    [InlineData("EUR", "CHF 5", "'CHF' means CHF")]
    [InlineData("EUR", "5 USD", "'USD' means USD")]
    [InlineData("EUR", "$5", "'$' means USD")]
    [InlineData(null, "$5", "is not an amount of money here")]
    public void Of_another_currency_are_refused_with_the_reason(string? currency, string text, string why)
    {
        Read(Money(currency), text).ShouldBeNull();
        Money(currency).Problem(text).ShouldContain(why);
    }

    [Theory]
    [InlineData("(5")]
    [InlineData("5)")]
    [InlineData("(-5)")]
    [InlineData("5-")]
    [InlineData("5%")]
    [InlineData("0,123")]
    [InlineData("1,234'567")]
    [InlineData("1.23457E+12")]
    [InlineData("5m")]
    [InlineData("1,00,00,000")]
    public void That_may_mean_several_things_are_refused(string text) => Read(NumberReading.Plain, text).ShouldBeNull();

    [Theory]
    [InlineData("1,00,00,000", "10000000")]
    [InlineData("12,34,567.5", "1234567.5")]
    [InlineData("1,000", "1000")]
    [InlineData("500", "500")]
    [InlineData("100,000", null)]
    [InlineData("1,000,000", null)]
    public void May_be_grouped_in_lakhs(string text, string? read) =>
        Read(NumberReading.Plain with { HasLakhs = true }, text).ShouldBe(read);

    [Fact]
    public void May_have_a_currency_and_a_unit() =>
        Read(Money("USD") with { Units = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["m"] = 1_000_000 } }, "US$ 1.5m")
            .ShouldBe("1500000");

    private static NumberReading Money(string? currency) => NumberReading.Plain with { Currency = currency };

    private static string? Read(NumberReading reading, string text) => reading.TryRead(text, out var read) ? read : null;
}
