using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold;

/// <summary>How far feeds are trusted, by the sources that are theirs.</summary>
internal sealed class Trusts
{
    private readonly Dictionary<string, (string Prefix, int Trust)> feeds = new(StringComparer.Ordinal);

    public void Set(string feed, string prefix, int trust) => feeds[feed] = (prefix, trust);

    /// <summary>The prefixes whose sources may rank otherwise by a declaration: a feed may have had another one before.</summary>
    public IReadOnlyList<string> PrefixesMovedBy(FeedDeclared declared) => feeds.TryGetValue(declared.Name, out var before)
        ? before == (declared.SourcePrefix, declared.Trust) ? [] : [before.Prefix, declared.SourcePrefix]
        : [declared.SourcePrefix];

    /// <summary>Of the feed with the longest prefix that owns the source; 0 where there is none.</summary>
    public int Of(string source) =>
        feeds.Values.Where(feed => SourcePrefix.Owns(feed.Prefix, source)).OrderByDescending(feed => feed.Prefix.Length).Select(feed => feed.Trust).FirstOrDefault();
}
