using System.Diagnostics.CodeAnalysis;

namespace EventPlatform.Ingestion.Publishing;

/// <summary>
/// A queue with a lane per sender. Each lane is first in, first out, and the lanes take turns by size. This is deficit round robin
/// (Shreedhar and Varghese, 1995): each turn adds a quantum to the lane's credit, and an item leaves when the credit covers its size. Not
/// thread-safe.
/// </summary>
internal sealed class FairQueue<T>(int quantum)
{
    private sealed class Lane(string sender, int credit)
    {
        public string Sender { get; } = sender;

        public Queue<(T Item, int Size)> Items { get; } = new();

        public int Credit { get; set; } = credit;
    }

    private readonly Dictionary<string, Lane> lanes = new(StringComparer.Ordinal);
    private readonly Queue<Lane> turns = new();

    /// <summary>The number of senders with items in the queue.</summary>
    public int Senders => turns.Count;

    public void Enqueue(string sender, T item, int size)
    {
        if (!lanes.TryGetValue(sender, out var lane))
        {
            lanes.Add(sender, lane = new Lane(sender, quantum));
            turns.Enqueue(lane);
        }

        lane.Items.Enqueue((item, size));
    }

    /// <summary>Returns the item whose turn it is; false if the queue is empty.</summary>
    public bool TryPeek([MaybeNullWhen(false)] out T next)
    {
        next = default;
        if (turns.Count == 0) return false;
        for (var lane = turns.Peek(); lane.Credit < lane.Items.Peek().Size; lane = turns.Peek())
        {
            turns.Enqueue(turns.Dequeue());
            lane.Credit += quantum;
        }

        next = turns.Peek().Items.Peek().Item;
        return true;
    }

    /// <summary>Removes the item that <see cref="TryPeek"/> returned.</summary>
    public void Dequeue()
    {
        var lane = turns.Peek();
        lane.Credit -= lane.Items.Dequeue().Size;
        if (lane.Items.Count > 0) return;
        turns.Dequeue(); // unused credit is lost: a lane must not save up for a burst
        lanes.Remove(lane.Sender);
    }
}
