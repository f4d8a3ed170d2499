using System.Collections.Concurrent;
using EventPlatform.Hosting.Access;
using Microsoft.Extensions.Options;

namespace EventPlatform.Ingestion.Bodies;

/// <summary>Those between whom Ingestion is fair: a feed, whichever of its keys it uses, or a key that belongs to no feed.</summary>
internal sealed class Sender(string name, BodyRoom room)
{
    public string Name { get; } = name;

    /// <summary>Memory for its bodies. No other sender can use it up.</summary>
    public BodyRoom Room { get; } = room;

    /// <summary>How many of its requests may read events at a time, so that the processors are never all busy with one sender.</summary>
    public SemaphoreSlim Processors { get; } = new(Math.Max(1, Environment.ProcessorCount / 2));
}

/// <summary>The senders seen so far: no more than there are keys.</summary>
internal sealed class Senders(IOptions<IngestionLimits> limits, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Sender> known = new(StringComparer.Ordinal);

    public Sender Of(HttpContext http) => known.GetOrAdd(http.FeedName() is { } feed ? $"feed {feed}" : $"key {http.User.Identity!.Name}",
        name => new Sender(name, new BodyRoom(limits.Value.BatchBytes, limits.Value.Patience, time)));
}
