using EventPlatform.Query.Live;

namespace EventPlatform.UnitTests.Query;

/// <summary>Catching up, following live, and catching up again when too slow, with a source in memory.</summary>
public sealed class Following_live : FollowedNumbers
{
    [Fact]
    public async Task Followers_who_come_and_go_while_numbers_are_added_get_each_once_and_in_order()
    {
        Source.Add(500);
        var adding = Task.Run(() => { for (var times = 0; times < 2_000; times++) Source.Add(1); });

        var followers = await Task.WhenAll(Enumerable.Range(0, 20).Select(follower =>
            Task.Run(() => TakeAsync(100 * follower, 2_500 - 100 * follower, every: 1, reconnectAfter: 10 + 37 * follower))));

        await adding;
        foreach (var (follower, seen) in followers.Index()) seen.ShouldBe(Enumerable.Range(100 * follower + 1, 2_500 - 100 * follower));
    }

    [Fact]
    public async Task A_follower_of_some_gets_only_these()
    {
        Source.Add(100);

        (await TakeAsync(0, 10, every: 10)).ShouldBe(Enumerable.Range(1, 10).Select(number => number * 10));
    }

    [Fact]
    public async Task A_slow_follower_catches_up_from_the_source()
    {
        Source.Add(1);
        await using var pages = Following.FollowAsync(default, 1, Deadline).GetAsyncEnumerator(Deadline);
        (await pages.MoveNextAsync()).ShouldBeTrue();
        var waiting = pages.MoveNextAsync(); // subscribes
        Source.Add(1);
        (await waiting).ShouldBeTrue();
        for (var round = 0; round < 65; round++) await Source.AddAndBeReadAsync(1, Deadline); // one page more than the queue holds
        Source.Add(135);
        var own = Source.OwnReads;

        var seen = new List<int> { 1, 2 };
        while (seen.Count < 202 && await pages.MoveNextAsync()) seen.AddRange(pages.Current.Items.Select(item => item.Value));

        seen.ShouldBe(Enumerable.Range(1, 202));
        Source.OwnReads.ShouldBeGreaterThan(own);
    }

    [Fact]
    public async Task However_many_follow_the_source_is_read_once_for_all()
    {
        Source.Add(1);
        var followers = Enumerable.Range(0, 100).Select(_ => Following.FollowAsync(default, 1, Deadline).GetAsyncEnumerator(Deadline))
            .ToList();
        foreach (var follower in followers) (await follower.MoveNextAsync()).ShouldBeTrue();
        var waiting = followers.ConvertAll(follower => follower.MoveNextAsync().AsTask());
        var own = Source.OwnReads;

        Source.Add(1);

        foreach (var task in waiting) (await task).ShouldBeTrue();
        Source.OwnReads.ShouldBe(own);
        foreach (var follower in followers) await follower.DisposeAsync();
    }

    [Fact]
    public async Task A_new_generation_is_announced_once_to_each_follower()
    {
        Source.Add(1);
        Source.Generation = 1;
        await using var stayed = Following.FollowAsync(default, 1, Deadline).GetAsyncEnumerator(Deadline);
        (await stayed.MoveNextAsync()).ShouldBeTrue();
        var left = stayed.Current.Items[0].At;
        var waiting = stayed.MoveNextAsync();

        Source.Generation = 2;
        Source.Add(0);

        (await waiting).ShouldBeTrue();
        (stayed.Current.IsRedone, stayed.Current.Next.Generation).ShouldBe((true, 2));
        Source.Add(1);
        (await stayed.MoveNextAsync()).ShouldBeTrue();
        (stayed.Current.IsRedone, stayed.Current.Items.Count).ShouldBe((false, 1));
        var pages = new List<LivePage<int>>();
        await foreach (var page in Following.FollowAsync(left, 1, Deadline))
        {
            pages.Add(page);
            if (page.Items.Count > 0) break;
        }

        pages.Select(page => page.IsRedone).ShouldBe([true, false]);
        pages[0].Next.ShouldBe(left with { Generation = 2 });
    }

    [Theory]
    [InlineData("12")]
    [InlineData("12@3")]
    [InlineData("12.0")]
    [InlineData("12.1@3")]
    public void A_cursor_reads_as_it_is_written(string text) => $"{LiveCursor.Read(text)}".ShouldBe(text);

    [Theory]
    [InlineData("@3")]
    [InlineData("12@")]
    [InlineData("12@0")]
    [InlineData("12.@1")]
    [InlineData("12@1@2")]
    [InlineData("-1")]
    [InlineData("12@2147483648")]
    public void What_is_no_cursor_is_not_read(string text) => LiveCursor.Read(text).ShouldBeNull();

    private async Task<List<int>> TakeAsync(int after, int count, int every, int reconnectAfter = int.MaxValue)
    {
        var seen = new List<int>();
        while (seen.Count < count)
        {
            var here = 0;
            await foreach (var page in Following.FollowAsync(LiveCursor.EndOf(seen.Count == 0 ? after : seen[^1]), every, Deadline))
            {
                seen.AddRange(page.Items.Select(item => item.Value));
                here += page.Items.Count;
                if (here >= reconnectAfter || seen.Count >= count) break;
            }
        }

        return seen;
    }
}
