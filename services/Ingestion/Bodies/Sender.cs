using System.Collections.Concurrent;
using EventPlatform.Hosting.Access;
using Microsoft.Extensions.Options;

namespace EventPlatform.Ingestion.Bodies;

/// <summary>The unit of fairness in Ingestion: a feed, whichever of its keys it uses, or a key that belongs to no feed.</summary>
internal sealed class Sender(string name, BodyRoom room)
{
    public string Name { get; } = name;

    /// <summary>The memory for the sender's bodies. No other sender can use it.</summary>
    public BodyRoom Room { get; } = room;

    /// <summary>
    /// Limits how many of the sender's requests process events at a time, so that one sender never occupies all processors.
    /// </summary>
    public SemaphoreSlim Processors { get; } = new(Math.Max(1, Environment.ProcessorCount / 2));
}

/// <summary>The senders seen so far. There are never more senders than keys.</summary>
internal sealed class Senders(IOptions<IngestionLimits> limits, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Sender> known = new(StringComparer.Ordinal);

    public Sender Of(HttpContext http) => known.GetOrAdd(http.FeedName() is { } feed ? $"feed {feed}" : $"key {http.User.Identity!.Name}",
        name => new Sender(name, new BodyRoom(limits.Value.BatchBytes, limits.Value.Patience, time)));
}
