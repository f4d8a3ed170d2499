namespace EventPlatform.Contracts;

/// <summary>Which CloudEvents sources are a feed's: its prefix, and what is under it.</summary>
public static class SourcePrefix
{
    public static bool Owns(string prefix, string source) => source == prefix || source.StartsWith(prefix.TrimEnd('/') + "/", StringComparison.Ordinal);
}
