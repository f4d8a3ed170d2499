using EventPlatform.Cli.Import.Values;

namespace EventPlatform.UnitTests.Import;

public sealed class Dates
{
    [Theory]
    [InlineData("2012-06-30", "2012-06-30")]
    [InlineData("2012-06", "2012-06")]
    [InlineData("2012", "2012")]
    [InlineData("2012-06-30T08:15:00Z", "2012-06-30")]
    [InlineData("2012-06-30 08:15", "2012-06-30")]
    [InlineData("2012-Q2", "2012-34")]
    [InlineData("2020Q3", "2020-35")]
    [InlineData("Q1 2020", "2020-33")]
    [InlineData("H1/2023", "2023-40")]
    [InlineData("202104", "2021-04")]
    [InlineData("2021M4", "2021-04")]
    [InlineData("2018-10/2018-12", "2018-10/2018-12")]
    public void That_mean_one_thing_only_need_no_format(string text, string read) => Read(text).ShouldBe(read);

    [Theory]
    [InlineData("03/04/2021")]
    [InlineData("2021-13-01")]
    [InlineData("2021-02-30")]
    [InlineData("soon")]
    [InlineData("202040")]
    [InlineData("202033")]
    [InlineData("2020M34")]
    [InlineData("2020-34")]
    [InlineData("2020-40")]
    [InlineData("2019/2020-41")]
    [InlineData("2020-W34")]
    [InlineData("31/04/2020")]
    [InlineData("0000-00-00")]
    [InlineData("43831")]
    [InlineData("1201-05-06")]
    [InlineData("0001-01-01")]
    [InlineData("2012-06-30 noon")]
    public void Are_not_guessed(string text) => Read(text).ShouldBeNull();

    [Theory]
    [InlineData("dd/MM/yyyy", "03/04/2021", "2021-04-03")]
    [InlineData("MM/dd/yyyy", "03/04/2021", "2021-03-04")]
    [InlineData("d MMMM yyyy", "3 April 2021", "2021-04-03")]
    [InlineData("dd-MMM-yy", "01-Apr-21", "2021-04-01")]
    [InlineData("MMM yyyy", "Apr 2021", "2021-04")]
    [InlineData("yyyy", "2021", "2021")]
    [InlineData("edtf", "2020-34", "2020-34")]
    [InlineData("excel", "44287", "2021-04-01")]
    [InlineData("excel", "44287.75", "2021-04-01")]
    [InlineData("unix", "1617235200", "2021-04-01")]
    [InlineData("unix", "1617235200000", "2021-04-01")]
    [InlineData("year-fraction", "2013.9999999999998", "2014")]
    [InlineData("year-fraction", "2014.0000000000002", "2014")]
    [InlineData("year-fraction", "1985.9940577249572", "1986")]
    [InlineData("year-fraction", "1997.4", "1997")]
    [InlineData("year-fraction", "1993.5", "1994")]
    public void Are_as_precise_as_their_format(string format, string text, string read) => Read(text, format).ShouldBe(read);

    [Fact]
    public void Have_the_first_format_that_fits() => Read("Apr 2021", "dd/MM/yyyy", "MMM yyyy", "iso").ShouldBe("2021-04");

    [Theory]
    [InlineData("1201", "lies before 1600: is its year right?")]
    [InlineData("2020-34", "33 to 41 may be weeks")]
    [InlineData("3. März 2021", "is not a date (iso or period)")]
    public void Are_refused_with_the_reason(string text, string why) => DateReading.Plain.Problem(text).ShouldContain(why);

    private static string? Read(string text, params string[] formats) =>
        (formats.Length == 0 ? DateReading.Plain : new DateReading(formats)).TryRead(text, out var read) ? read : null;
}
