using System.Collections.Concurrent;
using EventPlatform.EventStore;

namespace EventPlatform.IntegrationTests.Log;

[Trait("Servers", "any")]
public sealed class Drained_work
{
    private const int Callers = 4;
    private const int Each = 50_000;

    [Fact]
    public async Task Nothing_is_left_behind_by_callers_that_find_another_at_work()
    {
        var (due, done, atWork) = (new ConcurrentQueue<TaskCompletionSource>(), 0, 0);
        var drain = new Drain(() => !due.IsEmpty, () =>
        {
            Interlocked.Increment(ref atWork).ShouldBe(1, "one at a time");
            for (; due.TryDequeue(out var one); done++) one.SetResult();
            Interlocked.Decrement(ref atWork);
            return Task.CompletedTask;
        });

        // Each caller waits for its own item, so an item that is left behind would never be done
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            for (var number = 0; number < Each; number++)
            {
                var one = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                due.Enqueue(one);
                await drain.RunAsync();
                await one.Task;
            }
        }))).WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);

        done.ShouldBe(Callers * Each);
    }

    [Fact]
    public async Task Work_that_failed_is_done_again_when_the_next_caller_comes()
    {
        var (due, tries) = (true, 0);
        var drain = new Drain(
            () => due, () => ++tries == 1 ? throw new InvalidOperationException("the first time") : Task.FromResult(due = false));

        await Should.ThrowAsync<InvalidOperationException>(drain.RunAsync);
        await drain.RunAsync();

        tries.ShouldBe(2);
    }
}
