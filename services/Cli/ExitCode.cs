namespace EventPlatform.Cli;

/// <summary>How a command ended, for scripts.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;

    /// <summary>Of an import that was done but for rows or events that were refused, and of a batch in which some failed.</summary>
    public const int SomeRefused = 2;

    /// <summary>Of a look at the platform that found something wrong.</summary>
    public const int NotWell = 3;
}
