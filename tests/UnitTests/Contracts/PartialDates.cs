using System.Text.Json;
using CsCheck;
using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Contracts;

public sealed class PartialDates
{
    private static readonly Gen<string> Parts = Gen.Select(
        Gen.Int[1, 9998], Gen.Int[1, 12], Gen.Int[1, 28], Gen.Int[1, 4], Gen.Int[0, 7]).Select(
        (year, month, day, quarter, form) => form switch
        {
            0 => $"{year:0000}",
            1 => $"{year:0000}-{month:00}",
            2 => $"{year:0000}-{month:00}-{day:00}",
            3 => $"{year:0000}-Q{quarter}",
            4 => $"{year:0000}-{quarter + 32}",
            5 => $"{year:0000}-H{quarter / 3 + 1}",
            6 => $"{year:0000}-{quarter / 3 + 40}",
            _ => $"{year:0000}-{month:00}~",
        });

    private static readonly Gen<string> Texts = Gen.OneOf(
        Parts, Parts.Select(part => $"../{part}"), Parts.Select(part => $"{part}/.."),
        Gen.Select(Parts, Parts).Select((a, b) => $"{a}/{b}"));

    [Theory]
    [InlineData("2019-11-13", "2019-11-13", "2019-11-13")]
    [InlineData("2020-02-29", "2020-02-29", "2020-02-29")]
    [InlineData("2019-11", "2019-11-01", "2019-11-30")]
    [InlineData("2020-02", "2020-02-01", "2020-02-29")]
    [InlineData("2019", "2019-01-01", "2019-12-31")]
    [InlineData("2020-33", "2020-01-01", "2020-03-31")]
    [InlineData("2020-34", "2020-04-01", "2020-06-30")]
    [InlineData("2020-36", "2020-10-01", "2020-12-31")]
    [InlineData("2020-40", "2020-01-01", "2020-06-30")]
    [InlineData("2020-41", "2020-07-01", "2020-12-31")]
    [InlineData("2018-10/2018-12", "2018-10-01", "2018-12-31")]
    [InlineData("2019-06-18/2020", "2019-06-18", "2020-12-31")]
    [InlineData("../2019-11-12", null, "2019-11-12")]
    [InlineData("2019-11/..", "2019-11-01", null)]
    [InlineData("2019-11~", "2019-11-01", "2019-11-30")]
    [InlineData("2019~/2020-02-03~", "2019-01-01", "2020-02-03")]
    public void A_text_covers_its_days_and_is_kept(string text, string? earliest, string? latest)
    {
        var date = PartialDate.Parse(text);

        (date.Earliest?.ToString("O"), date.Latest?.ToString("O"), date.Text).ShouldBe((earliest, latest, text));
    }

    [Theory]
    [InlineData("2020-Q2", "2020-34")]
    [InlineData("2020-Q4~", "2020-36~")]
    [InlineData("2020-H1", "2020-40")]
    [InlineData("2019-Q4/2020-H2", "2019-36/2020-41")]
    [InlineData("../2020-Q1", "../2020-33")]
    public void Quarters_and_halves_are_read_as_people_write_them(string text, string canonical) =>
        PartialDate.Parse(text).Text.ShouldBe(canonical);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("19")]
    [InlineData("0000")]
    [InlineData("2019-00")]
    [InlineData("2019-13")]
    [InlineData("2019-1")]
    [InlineData("2019-32")]
    [InlineData("2019-37")]
    [InlineData("2019-42")]
    [InlineData("2019-Q5")]
    [InlineData("2019-H3")]
    [InlineData("2019-02-29")]
    [InlineData("2019-11-31")]
    [InlineData("2019-11-13T00:00")]
    [InlineData("2019-Q2-01")]
    [InlineData(" 2019")]
    [InlineData("+201")]
    [InlineData("-201")]
    [InlineData("２０１９")]
    [InlineData("~2019")]
    [InlineData("2019~~")]
    [InlineData("/")]
    [InlineData("../..")]
    [InlineData("2019/")]
    [InlineData("/2019")]
    [InlineData("2020/2019")]
    [InlineData("2019-12-02/2019-12-01")]
    [InlineData("2018/2019/2020")]
    public void Anything_else_is_no_date(string? text) => PartialDate.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Every_date_begins_before_it_ends_and_its_text_reads_as_itself() => Texts.Sample(text =>
    {
        // an interval whose end is before its start
        if (!PartialDate.TryParse(text, out var date)) return text.Contains('/', StringComparison.Ordinal);
        var again = PartialDate.Parse(date.Text);
        return (date.Earliest is not { } first || date.Latest is not { } last || first <= last) && again == date;
    });

    [Fact]
    public void The_wording_rides_along_in_JSON()
    {
        var date = JsonSerializer.Deserialize<PartialDate>("""{"date": "2018-Q4", "wording": "late 2018"}""", ContractJson.Options)!;

        (date.Text, date.Wording).ShouldBe(("2018-36", "late 2018"));
        JsonSerializer.Serialize(date, ContractJson.Options).ShouldBe("""{"date":"2018-36","wording":"late 2018"}""");
    }

    [Theory]
    [InlineData("2019")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"date": 2019}""")]
    [InlineData("""{"date": "soon"}""")]
    public void JSON_of_another_shape_is_refused(string json) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Holder>($$"""{"on": {{json}}}""", ContractJson.Options));

    private sealed record Holder(PartialDate On);

    [Theory]
    [InlineData("2019-11-13", "2019-10-13", "2019-12-14")]
    [InlineData("9999-12-31", "9999-11-30", "9999-12-31")]
    [InlineData("0001-01-01", "0001-01-01", "0001-02-01")]
    [InlineData("../0001-01-01", "0001-01-01", "0001-02-01")]
    [InlineData("9999-12-15/..", "9999-11-14", "9999-12-31")]
    public void R24_The_days_around_a_date_stop_at_the_ends_of_the_calendar(string date, string from, string to) =>
        PartialDate.Parse(date).Around(31).ShouldBe((DateOnly.Parse(from), DateOnly.Parse(to)));
}
