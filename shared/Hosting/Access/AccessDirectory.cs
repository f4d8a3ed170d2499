using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace EventPlatform.Hosting.Access;

/// <summary>The keys and feeds that this process goes by: those of its configuration, and the last snapshot that it was given.</summary>
public sealed class AccessDirectory(IOptions<List<ApiKey>> configured)
{
    private sealed record Index(FrozenDictionary<string, ApiKey> Keys, FrozenDictionary<string, Feed> Feeds);

    private volatile Index index = IndexOf(configured.Value, []);

    public void Replace(AccessSnapshot snapshot) => index = IndexOf(configured.Value.Concat(snapshot.Keys), snapshot.Feeds);

    public ApiKey? FindKey(string key) =>
        index.Keys.GetValueOrDefault(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))));

    public IEnumerable<Feed> Feeds => index.Feeds.Values;

    public Feed? FindFeed(string name) => index.Feeds.GetValueOrDefault(name);

    /// <summary>The feed that a source belongs to: where several do, the one with the longest prefix.</summary>
    public Feed? FeedOf(string source) => index.Feeds.Values.Where(feed => feed.Owns(source)).MaxBy(feed => feed.SourcePrefix.Length);

    private static Index IndexOf(IEnumerable<ApiKey> keys, IEnumerable<Feed> feeds) => new(
        keys.DistinctBy(key => key.Sha256, StringComparer.OrdinalIgnoreCase).ToFrozenDictionary(key => key.Sha256, StringComparer.OrdinalIgnoreCase),
        feeds.ToFrozenDictionary(feed => feed.Name, StringComparer.Ordinal));
}
