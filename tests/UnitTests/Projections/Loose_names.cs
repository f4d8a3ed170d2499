using EventPlatform.Projections.Candidates;

namespace EventPlatform.UnitTests.Projections;

/// <summary>R19: names are compared without spaces, legal forms, domain endings and plurals.</summary>
public sealed class Loose_names
{
    [Theory]
    [InlineData("Academia.edu", "Academia Edu")]
    [InlineData("Optimize Ly", "Optimizely")]
    [InlineData("Yammer", "Yammer, Inc.")]
    [InlineData("Zynga Games", "Zynga Game")]
    [InlineData("37signals", "37 Signals")]
    [InlineData("Box", "Box.net")]
    [InlineData("Facebook", "The Facebook")]
    [InlineData("AdRoll", "Adroll.com")]
    [InlineData("10X Technologies", "10x Technology")]
    public void R19_Two_spellings_of_one_name_have_a_form_in_common(string one, string other) =>
        Forms(one).Intersect(Forms(other)).ShouldNotBeEmpty();

    [Theory]
    [InlineData("Box", "Boxer")]
    [InlineData("Glass", "Gla")]
    [InlineData("Net", "Com")]
    [InlineData("The Limited", "Limited Brands")]
    public void R19_Other_names_have_none(string one, string other) => Forms(one).Intersect(Forms(other)).ShouldBeEmpty();

    [Fact]
    public void R19_A_key_is_a_spelling_as_well() =>
        LooseName.Of("3Pillar Global", "three-pillar-globals").ShouldContain("threepillarglobal");

    private static IEnumerable<string> Forms(string name) => LooseName.Of(name, EventPlatform.Contracts.CompanyKey.FromName(name));
}
