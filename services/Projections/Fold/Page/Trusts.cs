using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Page;

/// <summary>The trust of each feed, and so of each source that it owns.</summary>
internal sealed class Trusts
{
    private readonly Dictionary<string, (string Prefix, int Trust)> feeds = new(StringComparer.Ordinal);

    private readonly Dictionary<string, int> bySource = new(StringComparer.Ordinal);

    public void Set(string feed, string prefix, int trust)
    {
        feeds[feed] = (prefix, trust);
        bySource.Clear();
    }

    /// <summary>Returns the prefixes whose sources a declaration may rank differently, including the previous prefix of the feed.</summary>
    public IReadOnlyList<string> PrefixesMovedBy(FeedDeclared declared) => feeds.TryGetValue(declared.Name, out var before)
        ? before == (declared.SourcePrefix, declared.Trust) ? [] : [before.Prefix, declared.SourcePrefix]
        : [declared.SourcePrefix];

    /// <summary>Returns the trust of the feed with the longest prefix that owns the source; 0 if no feed does.</summary>
    public int Of(string source)
    {
        if (!bySource.TryGetValue(source, out var trust)) bySource[source] = trust = LookUp(source);
        return trust;
    }

    private int LookUp(string source) => feeds.Values.Where(feed => SourcePrefix.Owns(feed.Prefix, source))
        .OrderByDescending(feed => feed.Prefix.Length).Select(feed => feed.Trust).FirstOrDefault();
}
