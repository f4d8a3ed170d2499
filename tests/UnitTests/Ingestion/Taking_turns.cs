using CsCheck;
using EventPlatform.Ingestion.Publishing;

namespace EventPlatform.UnitTests.Ingestion;

public sealed class Taking_turns
{
    private const int Quantum = 100;

    private readonly FairQueue<string> queue = new(Quantum);

    [Fact]
    public void One_sender_is_served_in_order()
    {
        foreach (var item in (string[])["1", "2", "3"]) queue.Enqueue("a", item, 70);

        Drain().ShouldBe(["1", "2", "3"]);
    }

    [Fact]
    public void A_sender_that_comes_after_a_flood_waits_for_one_turn_of_it()
    {
        for (var item = 0; item < 1_000; item++) queue.Enqueue("flood", $"{item}", 25);
        queue.Enqueue("other", "mine", 25);

        Drain().IndexOf("mine").ShouldBe(4, "a quantum of 100 is 4 items of 25");
    }

    [Fact]
    public void Senders_of_small_and_of_large_items_get_the_same_bytes()
    {
        for (var item = 0; item < 1_000; item++)
        {
            queue.Enqueue("small", "10", 10);
            queue.Enqueue("large", "250", 250);
        }

        var first = Drain().Take(500).ToList();
        var small = first.Count(size => size == "10") * 10;
        var large = first.Count(size => size == "250") * 250;
        small.ShouldBeInRange(large - 250 - Quantum, large + 250 + Quantum);
    }

    [Fact]
    public void A_sender_that_was_away_has_saved_up_nothing()
    {
        queue.Enqueue("away", "first", 1);
        Drain();
        for (var item = 0; item < 10; item++)
        {
            queue.Enqueue("busy", "busy", 50);
            queue.Enqueue("away", "away", 50);
        }

        Drain().Take(4).ShouldBe(["busy", "busy", "away", "away"]);
    }

    /// <summary>While both senders wait, neither gets ahead of the other by more than a quantum and the largest item of each.</summary>
    [Fact]
    public void It_is_fair_whatever_is_sent() =>
        Gen.Select(Gen.Int[1, 300].Array[1, 60], Gen.Int[1, 300].Array[1, 60]).Sample((one, other) =>
    {
        var fair = new FairQueue<(bool IsOne, int Size)>(Quantum);
        foreach (var size in one) fair.Enqueue("one", (true, size), size);
        foreach (var size in other) fair.Enqueue("other", (false, size), size);
        var (left, ofOne, ofOther) = ((one.Length, other.Length), 0, 0);
        while (left is { Item1: > 0, Item2: > 0 })
        {
            fair.TryPeek(out var next).ShouldBeTrue();
            fair.Dequeue();
            if (next.IsOne) (left.Item1, ofOne) = (left.Item1 - 1, ofOne + next.Size);
            else (left.Item2, ofOther) = (left.Item2 - 1, ofOther + next.Size);
            Math.Abs(ofOne - ofOther).ShouldBeLessThanOrEqualTo(2 * Quantum + 2 * 300);
        }
    });

    private List<string> Drain()
    {
        var items = new List<string>();
        while (queue.TryPeek(out var next))
        {
            items.Add(next);
            queue.Dequeue();
        }

        queue.Senders.ShouldBe(0);
        return items;
    }
}
