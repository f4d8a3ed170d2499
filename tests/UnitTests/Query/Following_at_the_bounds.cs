using EventPlatform.Query.Live;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventPlatform.UnitTests.Query;

/// <summary>Followers whose place is beyond what there is, and followers that do not read.</summary>
public sealed class Following_at_the_bounds : IAsyncLifetime
{
    private readonly Numbers source = new();
    private readonly LiveHub<int, int> hub;
    private readonly Following<int, int> following;
    private readonly CancellationTokenSource deadline = new(TimeSpan.FromSeconds(30));

    public Following_at_the_bounds()
    {
        hub = new(source, TimeProvider.System, NullLogger<LiveHub<int, int>>.Instance);
        following = new(source, hub, TimeProvider.System);
    }

    public async ValueTask InitializeAsync() => await hub.StartAsync(deadline.Token);

    [Fact]
    public async Task A_follower_whose_place_is_beyond_the_log_is_told_at_once_and_leaves_the_others_as_they_are()
    {
        source.Add(1);
        await using var beyond = following.FollowAsync(LiveCursor.EndOf(1_000), 1, deadline.Token).GetAsyncEnumerator(deadline.Token);
        await using var sound = following.FollowAsync(LiveCursor.EndOf(1), 1, deadline.Token).GetAsyncEnumerator(deadline.Token);

        (await beyond.MoveNextAsync()).ShouldBeTrue();
        (beyond.Current.IsLost, beyond.Current.EndOfLog).ShouldBe((true, 1));
        (await beyond.MoveNextAsync()).ShouldBeFalse();
        (await sound.MoveNextAsync()).ShouldBeTrue();
        var waiting = sound.MoveNextAsync();
        source.Add(1);
        (await waiting).ShouldBeTrue();
        sound.Current.Items.ShouldHaveSingleItem().Value.ShouldBe(2);
    }

    [Fact]
    public async Task A_follower_ahead_of_the_source_but_not_of_the_log_waits_for_its_place_and_does_not_move_the_hub()
    {
        source.Add(1);
        source.EndOfLog = 5;
        await using var ahead = following.FollowAsync(LiveCursor.EndOf(3), 1, deadline.Token).GetAsyncEnumerator(deadline.Token);
        await using var other = following.FollowAsync(LiveCursor.EndOf(1), 1, deadline.Token).GetAsyncEnumerator(deadline.Token);
        foreach (var follower in new[] { ahead, other }) (await follower.MoveNextAsync()).ShouldBeTrue();
        var (waiting, others) = (ahead.MoveNextAsync().AsTask(), other.MoveNextAsync().AsTask());

        source.Add(1);
        (await others).ShouldBeTrue();
        source.Add(2);
        (await waiting).ShouldBeTrue();

        other.Current.Items.ShouldHaveSingleItem().Value.ShouldBe(2);
        ahead.Current.Items.ShouldHaveSingleItem().Value.ShouldBe(4);
    }

    [Fact]
    public async Task A_follower_is_told_when_the_log_turns_out_to_end_before_what_it_was_told()
    {
        source.Add(10);
        await using var pages = following.FollowAsync(default, 1, deadline.Token).GetAsyncEnumerator(deadline.Token);
        (await pages.MoveNextAsync()).ShouldBeTrue();
        var waiting = pages.MoveNextAsync();

        source.FallBackTo(5);
        source.Add(0);

        (await waiting).ShouldBeTrue();
        (pages.Current.IsLost, pages.Current.EndOfLog).ShouldBe((true, 5));
        (await pages.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_follower_that_does_not_read_loses_its_queue_at_a_megabyte()
    {
        source.ItemBytes = 400 * 1024;
        source.Add(1);
        await using var pages = following.FollowAsync(default, 1, deadline.Token).GetAsyncEnumerator(deadline.Token);
        (await pages.MoveNextAsync()).ShouldBeTrue();
        var waiting = pages.MoveNextAsync(); // subscribes
        source.Add(1);
        (await waiting).ShouldBeTrue();
        for (var round = 0; round < 3; round++) await source.AddAndBeReadAsync(1, deadline.Token);
        source.Add(1);
        var own = source.OwnReads;

        var seen = new List<int> { 1, 2 };
        while (seen.Count < 6 && await pages.MoveNextAsync()) seen.AddRange(pages.Current.Items.Select(item => item.Value));

        seen.ShouldBe(Enumerable.Range(1, 6));
        source.OwnReads.ShouldBeGreaterThan(own);
    }

    public async ValueTask DisposeAsync()
    {
        await hub.StopAsync(CancellationToken.None);
        hub.Dispose();
        deadline.Dispose();
    }
}
