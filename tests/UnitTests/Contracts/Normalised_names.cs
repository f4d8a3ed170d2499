using CsCheck;
using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Contracts;

/// <summary>Normalisation of names for comparison.</summary>
public sealed class Normalised_names
{
    /// <summary>ASCII names skip Unicode normalisation. Appending a letter outside ASCII forces the same text through it.</summary>
    [Fact]
    public void Are_made_of_ASCII_as_of_any_other_text() =>
        Gen.Char['\0', '\x7f'].Array[1, 20].Select(characters => new string(characters) + " x").Sample(
            text => NormalisedName.Of(text + " é").ShouldBe(NormalisedName.Of(text) + "-é"));

    [Theory]
    [InlineData("Gigafactory 3 (Shanghai)", "gigafactory-3-shanghai")]
    [InlineData("Model&3", "model-and-3")]
    [InlineData("P.7", "p-7")]
    [InlineData("N.V.H. test", "nvh-test")]
    [InlineData("Châtelet–Les Halles", "châtelet-les-halles")]
    [InlineData("iPhone®", "iphone")]
    [InlineData("!!!", "!!!")]
    public void Products_regions_and_plants_are_normalised_like_companies(string name, string words) =>
        NormalisedName.Of(name).ShouldBe(words);
}
