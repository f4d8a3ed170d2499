namespace EventPlatform.Projections.Fold;

/// <summary>How far feeds are trusted, by the sources that are theirs.</summary>
internal sealed class Trusts
{
    private readonly Dictionary<string, int> byPrefix = new(StringComparer.Ordinal);

    public void Set(string prefix, int trust) => byPrefix[prefix] = trust;

    public int OfPrefix(string prefix) => byPrefix.GetValueOrDefault(prefix);

    /// <summary>Of the feed with the longest prefix that owns the source; 0 where there is none.</summary>
    public int Of(string source) => byPrefix.Count == 0 ? 0 : byPrefix.Where(feed => Owns(feed.Key, source)).MaxBy(feed => feed.Key.Length).Value;

    public static bool Owns(string prefix, string source) => source == prefix || source.StartsWith(prefix.TrimEnd('/') + "/", StringComparison.Ordinal);
}
