using EventPlatform.Query.Live;

namespace EventPlatform.UnitTests.Query;

/// <summary>Followers with a cursor beyond the end, and followers that do not read.</summary>
public sealed class Following_at_the_bounds : FollowedNumbers
{
    [Fact]
    public async Task A_cursor_beyond_the_log_affects_only_its_follower()
    {
        Source.Add(1);
        await using var beyond = Following.FollowAsync(LiveCursor.EndOf(1_000), 1, Deadline).GetAsyncEnumerator(Deadline);
        await using var sound = Following.FollowAsync(LiveCursor.EndOf(1), 1, Deadline).GetAsyncEnumerator(Deadline);

        (await beyond.MoveNextAsync()).ShouldBeTrue();
        (beyond.Current.IsLost, beyond.Current.EndOfLog).ShouldBe((true, 1));
        (await beyond.MoveNextAsync()).ShouldBeFalse();
        (await sound.MoveNextAsync()).ShouldBeTrue();
        var waiting = sound.MoveNextAsync();
        Source.Add(1);
        (await waiting).ShouldBeTrue();
        sound.Current.Items.ShouldHaveSingleItem().Value.ShouldBe(2);
    }

    [Fact]
    public async Task A_follower_ahead_of_the_source_but_not_of_the_log_waits_for_its_place_and_does_not_move_the_hub()
    {
        Source.Add(1);
        Source.EndOfLog = 5;
        await using var ahead = Following.FollowAsync(LiveCursor.EndOf(3), 1, Deadline).GetAsyncEnumerator(Deadline);
        await using var other = Following.FollowAsync(LiveCursor.EndOf(1), 1, Deadline).GetAsyncEnumerator(Deadline);
        foreach (var follower in new[] { ahead, other }) (await follower.MoveNextAsync()).ShouldBeTrue();
        var (waiting, others) = (ahead.MoveNextAsync().AsTask(), other.MoveNextAsync().AsTask());

        Source.Add(1);
        (await others).ShouldBeTrue();
        Source.Add(2);
        (await waiting).ShouldBeTrue();

        other.Current.Items.ShouldHaveSingleItem().Value.ShouldBe(2);
        ahead.Current.Items.ShouldHaveSingleItem().Value.ShouldBe(4);
    }

    [Fact]
    public async Task A_follower_is_notified_if_the_log_falls_back()
    {
        Source.Add(10);
        await using var pages = Following.FollowAsync(default, 1, Deadline).GetAsyncEnumerator(Deadline);
        (await pages.MoveNextAsync()).ShouldBeTrue();
        var waiting = pages.MoveNextAsync();

        Source.FallBackTo(5);
        Source.Add(0);

        (await waiting).ShouldBeTrue();
        (pages.Current.IsLost, pages.Current.EndOfLog).ShouldBe((true, 5));
        (await pages.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_follower_that_does_not_read_loses_its_queue_at_a_megabyte()
    {
        Source.ItemBytes = 400 * 1024;
        Source.Add(1);
        await using var pages = Following.FollowAsync(default, 1, Deadline).GetAsyncEnumerator(Deadline);
        (await pages.MoveNextAsync()).ShouldBeTrue();
        var waiting = pages.MoveNextAsync(); // subscribes
        Source.Add(1);
        (await waiting).ShouldBeTrue();
        for (var round = 0; round < 3; round++) await Source.AddAndBeReadAsync(1, Deadline);
        Source.Add(1);
        var own = Source.OwnReads;

        var seen = new List<int> { 1, 2 };
        while (seen.Count < 6 && await pages.MoveNextAsync()) seen.AddRange(pages.Current.Items.Select(item => item.Value));

        seen.ShouldBe(Enumerable.Range(1, 6));
        Source.OwnReads.ShouldBeGreaterThan(own);
    }
}
