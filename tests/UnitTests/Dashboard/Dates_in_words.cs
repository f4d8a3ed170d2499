using EventPlatform.Client;
using EventPlatform.Contracts;
using EventPlatform.Dashboard.Display;

namespace EventPlatform.UnitTests.Dashboard;

public sealed class Dates_in_words
{
    [Theory]
    [InlineData("2019-11-13", "13 Nov 2019")]
    [InlineData("2019-11", "Nov 2019")]
    [InlineData("2019", "2019")]
    [InlineData("2020-34", "Q2 2020")]
    [InlineData("2020-41", "H2 2020")]
    [InlineData("2019/2021", "2019–2021")]
    [InlineData("2019-02/2019-04", "Feb 2019 – Apr 2019")]
    [InlineData("2019-02-03/2019-04-05", "3 Feb 2019 – 5 Apr 2019")]
    [InlineData("../2019-11-10", "by 10 Nov 2019")]
    [InlineData("2019-11-10/..", "from 10 Nov 2019")]
    [InlineData("2019-11~", "about Nov 2019")]
    public void A_date_reads_as_people_write_it(string edtf, string text)
    {
        var date = PartialDate.Parse(edtf);
        Dates.Of(new FactDate(date.Text, date.Earliest, date.Latest, null)).ShouldBe(text);
    }

    [Theory]
    [InlineData("2026-11-23", "23 Nov 2026")]
    [InlineData("2026-11-23T07:04:05Z", "23 Nov 2026, 07:04 UTC")]
    [InlineData("12345", "position 12345")]
    [InlineData("tomorrow", "tomorrow")]
    public void What_was_known_reads_as_people_write_it(string address, string text) => Dates.OfKnown(address).ShouldBe(text);
}
