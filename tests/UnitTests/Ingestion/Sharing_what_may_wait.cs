using EventPlatform.Ingestion.Publishing;

namespace EventPlatform.UnitTests.Ingestion;

public sealed class Sharing_what_may_wait
{
    private const int Capacity = 1_000_000;

    private readonly FairShares shares = new(Capacity);

    [Fact]
    public void One_sender_has_all_of_it()
    {
        Take("a", Capacity).IsCompleted.ShouldBeTrue();
        Take("a", 1).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_sender_above_its_share_goes_on_once_enough_was_confirmed()
    {
        var waiting = Take("a", Capacity + 10);

        shares.GiveBack("a", 9);
        waiting.IsCompleted.ShouldBeFalse();
        shares.GiveBack("a", 1);

        await waiting;
    }

    [Fact]
    public void A_sender_is_not_held_up_by_another_that_has_everything()
    {
        _ = Take("flood", 10 * Capacity);

        Take("other", Capacity / 2).IsCompleted.ShouldBeTrue();
        Take("other", 1).IsCompleted.ShouldBeFalse("two senders have half each");
    }

    [Fact]
    public void Many_senders_have_a_little_each()
    {
        for (var sender = 0; sender < 1_000; sender++) Take($"{sender}", 60_000).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void What_others_give_back_counts()
    {
        _ = Take("a", Capacity / 2);
        _ = Take("b", Capacity / 4);
        shares.GiveBack("b", Capacity / 4);

        Take("a", Capacity / 2).IsCompleted.ShouldBeTrue();
        shares.Of("b").ShouldBe(0);
    }

    private Task Take(string sender, int bytes) => shares.Take(sender, bytes, CancellationToken.None);
}
