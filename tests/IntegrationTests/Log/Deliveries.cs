using EventPlatform.EventStore;

namespace EventPlatform.IntegrationTests.Log;

[Trait("Servers", "any")]
public sealed class Deliveries
{
    private readonly DeliveryOrder order = new();

    [Fact]
    public async Task Each_has_its_turn_when_those_before_have_passed()
    {
        var turns = new[] { order.TurnAsync(3), order.TurnAsync(1), order.TurnAsync(2) };
        turns.Select(turn => turn.IsCompleted).ShouldBe([false, true, false]);

        order.Pass(1);
        await turns[2];
        turns[0].IsCompleted.ShouldBeFalse();

        order.Pass(2);
        await turns[0];
    }

    [Fact]
    public async Task What_passes_without_a_turn_keeps_nothing_out()
    {
        var fourth = order.TurnAsync(4);

        order.Pass(2);
        order.Pass(3);
        fourth.IsCompleted.ShouldBeFalse();
        order.Pass(1);

        await fourth;
    }

    [Fact]
    public async Task Passing_again_lets_nothing_overtake()
    {
        var third = order.TurnAsync(3);

        order.Pass(1);
        order.Pass(1);
        third.IsCompleted.ShouldBeFalse();
        order.Pass(2);

        await third;
    }

    [Fact]
    public async Task Many_that_are_read_side_by_side_come_out_in_their_order()
    {
        const int Count = 2_000;
        var came = new List<ulong>();

        await Task.WhenAll(Enumerable.Range(1, Count).Select(number => (ulong)number).Shuffle().Select(tag => Task.Run(async () =>
        {
            await order.TurnAsync(tag);
            came.Add(tag);
            order.Pass(tag);
        })));

        came.ShouldBe(Enumerable.Range(1, Count).Select(number => (ulong)number));
    }
}
