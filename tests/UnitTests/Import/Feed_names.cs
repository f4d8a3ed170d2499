using EventPlatform.Cli.Import.Running;

namespace EventPlatform.UnitTests.Import;

public sealed class Feed_names
{
    [Theory]
    [InlineData("/feeds/crunchbase/rounds", "crunchbase-rounds")]
    [InlineData("/feeds/UK_repd.2", "uk-repd-2")]
    [InlineData("https://press.example/news/", "https-press-example-news")]
    [InlineData("/feeds/中", "feed")]
    public void A_feed_that_an_import_registers_is_named_after_its_source(string source, string name) =>
        FeedTerms.NameOf(source).ShouldBe(name);

    [Fact]
    public void A_long_source_makes_a_name_that_the_platform_takes() =>
        FeedTerms.NameOf("/feeds/" + string.Concat(Enumerable.Repeat("a/", 200))).Length.ShouldBeLessThanOrEqualTo(60);
}
