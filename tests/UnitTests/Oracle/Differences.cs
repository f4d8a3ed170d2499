namespace EventPlatform.UnitTests.Oracle;

/// <summary>Returns the lines that only the platform or only the oracle has; empty if both agree.</summary>
internal static class Differences
{
    public static string Between(IEnumerable<string> platform, IEnumerable<string> oracle)
    {
        var (theirs, ours) = (platform.ToList(), oracle.ToList());
        return string.Join(
            '\n', theirs.Except(ours).Select(line => $"platform: {line}").Concat(ours.Except(theirs).Select(line => $"oracle:   {line}")));
    }
}
