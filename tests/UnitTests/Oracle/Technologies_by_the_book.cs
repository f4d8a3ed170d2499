using EventPlatform.Projections.Fold.Types;

namespace EventPlatform.UnitTests.Oracle;

public sealed class Technologies_by_the_book
{
    [Fact]
    public void R28_The_platform_has_the_table_of_the_page()
    {
        Technologies.Table.Count.ShouldBeGreaterThan(80);
        foreach (var one in Technologies.Table)
        {
            foreach (var other in Technologies.Table)
                Technology.Of(one).IsDifferentFrom(Technology.Of(other)).ShouldBe(Technologies.Differ(one, other), $"{one} and {other}");
        }
    }
}
