using EventPlatform.Cli.Import.Reports;

namespace EventPlatform.UnitTests.Import;

[Collection(nameof(Alone))]
public sealed class Record_keys
{
    [Fact]
    public void Equal_ones_are_numbered_in_their_order()
    {
        var keys = new RecordKeys();

        "abaab".Select(key => keys.Add($"{key}")).ShouldBe(["a", "b", "a#2", "a#3", "b#2"]);
        keys.Contains("a#3").ShouldBeTrue();
        keys.Contains("a#4").ShouldBeFalse();
    }

    [Fact]
    public void A_key_that_looks_numbered_is_not_taken_twice()
    {
        var keys = new RecordKeys();

        "a#2,a,a,a#2".Split(',').Select(key => keys.Add(key)).ShouldBe(["a#2", "a", "a#3", "a#2#2"]);
    }

    [Fact]
    public void Many_take_little_memory()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var keys = new RecordKeys();
        for (var number = 0; number < 200_000; number++) keys.Add($"{number}");

        ((GC.GetTotalMemory(forceFullCollection: true) - before) / keys.Count).ShouldBeLessThan(40);
        keys.Contains("199999").ShouldBeTrue();
        keys.Contains("200000").ShouldBeFalse();
    }

    [Fact]
    public void Long_ones_keep_their_start_and_stay_apart()
    {
        var keys = new RecordKeys();
        var (one, other) = (keys.Add(new string('x', 300) + "1"), keys.Add(new string('x', 300) + "2"));

        one.Length.ShouldBeLessThan(200);
        one.ShouldNotBe(other);
    }

    [Theory]
    [InlineData("2021-09", "2021-12")]
    [InlineData("2021-12", "2022")]
    [InlineData("2021-Q3", "2021-10-01")]
    [InlineData("2022-07", "2022-07.2")]
    [InlineData("2022-07.2", "2022-08")]
    [InlineData("17", "18")]
    [InlineData("20210930", "2021-10-01")]
    public void Releases_follow_each_other(string earlier, string later)
    {
        Release.Parse(earlier).Sequence.ShouldBeLessThan(Release.Parse(later).Sequence);
        Release.Parse(earlier).IsBefore(later).ShouldBeTrue();
    }

    [Fact]
    public void A_release_whose_place_is_not_told_needs_a_sequence()
    {
        Should.Throw<Cli.CommandException>(() => Release.Parse("spring")).Message.ShouldContain("--sequence");
        Release.Parse("spring", 4).Sequence.ShouldBe(4);
    }
}
