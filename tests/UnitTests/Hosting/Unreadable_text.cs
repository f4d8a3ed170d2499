using System.Text;
using EventPlatform.Hosting;

namespace EventPlatform.UnitTests.Hosting;

/// <summary>Text that PostgreSQL cannot store, or that cannot be normalised.</summary>
public sealed class Unreadable_text
{
    [Theory]
    [InlineData("a\0", "U+0000")]
    [InlineData("\ufffeb", "U+FFFE")]
    public void Is_refused_with_what_is_wrong(string text, string named) => UnreadableText.ProblemOf(text)!.ShouldContain(named);

    [Theory]
    [InlineData(0xD800)]
    [InlineData(0xDC00)]
    public void Is_refused_with_half_of_a_surrogate_pair(int half) =>
        UnreadableText.ProblemOf($"a{(char)half}b")!.ShouldContain("surrogate");

    [Theory]
    [InlineData("")]
    [InlineData("Xpeng 小鹏 🚗")]
    [InlineData("\uffff\ufdd0\u0001")]
    public void Other_text_is_not(string text)
    {
        UnreadableText.ProblemOf(text).ShouldBeNull();
        Should.NotThrow(() => text.Normalize(NormalizationForm.FormKC));
    }
}
