using EventPlatform.Hosting.Access;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventPlatform.UnitTests.Hosting;

public sealed class Counting_refused_keys
{
    private readonly Clock clock = new();
    private readonly RefusedKeys refused;

    public Counting_refused_keys() => refused = new(clock, NullLogger<RefusedKeys>.Instance);

    [Fact]
    public void A_key_is_told_at_once_and_then_with_its_count_every_ten_minutes()
    {
        refused.Count("unknown", "a", "1.2.3.4");
        refused.Take().ShouldHaveSingleItem().Count.ShouldBe(1);

        for (var time = 0; time < 500; time++) refused.Count("unknown", "a", "1.2.3.4");
        refused.Take().ShouldBeEmpty();
        clock.Now += TimeSpan.FromMinutes(10);
        refused.Take().ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            told => told.Count.ShouldBe(500),
            told => told.Last.ShouldBe(clock.Now - TimeSpan.FromMinutes(10)));
        clock.Now += TimeSpan.FromMinutes(10);
        refused.Take().ShouldBeEmpty();
    }

    [Fact]
    public void Twenty_keys_are_listed_and_the_rest_summed()
    {
        for (var key = 0; key < 1000; key++) refused.Count("unknown", $"{key}", $"10.0.0.{key % 250}");

        var told = refused.Take();

        told.Count.ShouldBe(21);
        told.Single(key => key.Sha256 is null).Count.ShouldBe(980);
    }

    [Fact]
    public void A_failed_note_is_retried_with_newer_counts()
    {
        refused.Count("role", "a", "1.2.3.4");
        refused.PutBack(refused.Take());
        refused.Count("role", "a", "1.2.3.4");

        refused.Take().ShouldHaveSingleItem().Count.ShouldBe(2);
    }
}
