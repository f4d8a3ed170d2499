using CsCheck;
using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Contracts;

/// <summary>Names as they are compared.</summary>
public sealed class Normalised_names
{
    /// <summary>Most names have a short way of their own: a letter outside ASCII makes the same text take the long one.</summary>
    [Fact]
    public void Are_made_of_ASCII_as_of_any_other_text() => Gen.Char['\0', '\x7f'].Array[1, 20].Select(characters => new string(characters) + " x").Sample(
        text => NormalisedName.Of(text + " é").ShouldBe(NormalisedName.Of(text) + "-é"));
}
