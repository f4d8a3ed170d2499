namespace EventPlatform.Contracts;

/// <summary>Decides which CloudEvents sources belong to a feed: its prefix, and everything below it.</summary>
public static class SourcePrefix
{
    public static bool Owns(string prefix, string source) =>
        source == prefix || source.StartsWith(prefix.TrimEnd('/') + "/", StringComparison.Ordinal);
}
