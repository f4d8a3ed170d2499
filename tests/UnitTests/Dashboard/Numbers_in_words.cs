using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Dashboard.Display;

namespace EventPlatform.UnitTests.Dashboard;

public sealed class Numbers_in_words
{
    [Fact]
    public void Numbers_are_exact_and_in_groups_of_three()
    {
        Numbers.Of(12_345_678.91m).ShouldBe("12,345,678.91");
        Numbers.Of(new Money(400_000_000m, "USD")).ShouldBe("USD 400,000,000");
        Numbers.Count(1, "round").ShouldBe("1 round");
        Numbers.Count(1200, "round").ShouldBe("1,200 rounds");
    }

    [Theory]
    [InlineData(2_425_700_000, "2.43 billion")]
    [InlineData(400_000_000, "400 million")]
    [InlineData(12_500, "12,500")]
    [InlineData(0, "0")]
    public void Headings_have_three_digits(long number, string text) => Numbers.Short(number).ShouldBe(text);

    [Theory]
    [InlineData("series-c", "Series C")]
    [InlineData("FundingRaised", "Funding raised")]
    [InlineData("first-shipment", "First shipment")]
    [InlineData("unknown", "Not named")]
    public void Names_of_the_API_become_words(string name, string words) => Words.Of(name).ShouldBe(words);

    [Theory]
    [InlineData("""{"amount":400000000,"currency":"USD"}""", "USD 400,000,000")]
    [InlineData("""{"value":38.5,"unit":"MW"}""", "38.5 MW")]
    [InlineData("""{"key":"xpeng","name":"Xpeng Motors"}""", "Xpeng Motors")]
    [InlineData("""[{"role":"lead","party":{"kind":"organisation","name":"Xiaomi"}}]""", "Xiaomi")]
    [InlineData("""{"country":"CN","city":"Shanghai"}""", "Shanghai, China")]
    [InlineData("""{"country":"GB","region":"South East","lat":50.824565,"lon":-0.736539}""", "South East, United Kingdom, 50.8246° N 0.7365° W")]
    [InlineData("""{"country":"US","lat":40,"lon":-100.5,"approximate":true}""", "United States of America, about 40° N 100.5° W")]
    public void Values_of_reports_become_text(string json, string text) => Values.Of(JsonElement.Parse(json)).ShouldBe(text);

    [Fact]
    public void A_pointer_becomes_a_name() => Values.Name("/data/amount/currency").ShouldBe("Amount, currency");
}
