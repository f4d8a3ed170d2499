using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace EventPlatform.Hosting.Access;

/// <summary>The keys and feeds that this process uses: those of its configuration, and those of the last snapshot.</summary>
public sealed class AccessDirectory(IOptions<List<ApiKey>> configured)
{
    private sealed record Index(FrozenDictionary<string, HeldKey> Keys, FrozenDictionary<string, Feed> Feeds);

    private readonly Lock replacing = new();
    private volatile bool isAwaited;
    private volatile Maintenance? maintenance;
    private volatile Index index = IndexOf(configured.Value.Select(key => new HeldKey(key)), []);

    /// <summary>False while the first snapshot is awaited. An unknown key may be valid then.</summary>
    public bool IsKnown => !isAwaited;

    /// <summary>Call it before the service answers its first request.</summary>
    public void AwaitSnapshot() => isAwaited = true;

    /// <summary>Replaces the keys and feeds, and ends the requests whose keys the snapshot lacks or has changed.</summary>
    public void Replace(AccessSnapshot snapshot)
    {
        lock (replacing)
        {
            var before = index.Keys;
            var keys = configured.Value.Concat(snapshot.Keys)
                .Select(key => before.GetValueOrDefault(key.Sha256) is { } held && held.Key == key ? held : new(key));
            index = IndexOf(keys, snapshot.Feeds);
            foreach (var (hash, held) in before)
            {
                if (index.Keys.GetValueOrDefault(hash) != held) _ = held.EndAsync();
            }

            maintenance = snapshot.Maintenance;
            isAwaited = false;
        }
    }

    public HeldKey? FindKey(string sha256) => index.Keys.GetValueOrDefault(sha256);

    /// <param name="id">See <see cref="ApiKey.KeyId"/>.</param>
    public HeldKey? FindKeyById(string? id) => index.Keys.Values.FirstOrDefault(held => held.Key.KeyId == id);

    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>True if a key has this name. Keys of feeds are not considered, because they have the names of their feeds.</summary>
    public bool HasKeyNamed(string name) =>
        index.Keys.Values.Any(held => held.Key.Feed is null && held.Key.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Null if there is no maintenance.</summary>
    public Maintenance? Maintenance => maintenance;

    public IEnumerable<Feed> Feeds => index.Feeds.Values;

    public Feed? FindFeed(string name) => index.Feeds.GetValueOrDefault(name);

    /// <summary>Returns the feed that a source belongs to: of several, the one with the longest prefix.</summary>
    public Feed? FeedOf(string source) => index.Feeds.Values.Where(feed => feed.Owns(source)).MaxBy(feed => feed.SourcePrefix.Length);

    private static Index IndexOf(IEnumerable<HeldKey> keys, IEnumerable<Feed> feeds) => new(
        keys.DistinctBy(held => held.Key.Sha256, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(held => held.Key.Sha256, StringComparer.OrdinalIgnoreCase),
        feeds.ToFrozenDictionary(feed => feed.Name, StringComparer.Ordinal));
}
