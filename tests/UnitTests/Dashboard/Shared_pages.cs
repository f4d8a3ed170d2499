using EventPlatform.Dashboard.Live;

namespace EventPlatform.UnitTests.Dashboard;

public sealed class Shared_pages
{
    private static readonly RenderedPage Page = new([], "1", IsRedone: false);

    [Fact]
    public async Task Readers_at_one_place_share_one_request()
    {
        var (shared, answer, requests) = (new SharedPages(), new TaskCompletionSource<RenderedPage>(), 0);
        var readers = Enumerable.Range(0, 10).Select(_ => shared.GetAsync("place", Ask, TestContext.Current.CancellationToken)).ToList();
        answer.SetResult(Page);
        (await Task.WhenAll(readers)).ShouldAllBe(page => page == Page);
        requests.ShouldBe(1);

        await shared.GetAsync("place", Ask, TestContext.Current.CancellationToken);
        requests.ShouldBe(2);

        Task<RenderedPage> Ask()
        {
            requests++;
            return answer.Task;
        }
    }

    [Fact]
    public async Task A_reader_who_leaves_takes_nothing_from_the_others()
    {
        var (shared, answer) = (new SharedPages(), new TaskCompletionSource<RenderedPage>());
        using var leaves = new CancellationTokenSource();
        var left = shared.GetAsync("place", () => answer.Task, leaves.Token);
        var stayed = shared.GetAsync(
            "place", () => throw new InvalidOperationException("asked twice"), TestContext.Current.CancellationToken);
        await leaves.CancelAsync();
        await left.ShouldThrowAsync<OperationCanceledException>();
        answer.SetResult(Page);
        (await stayed).ShouldBe(Page);
    }
}
