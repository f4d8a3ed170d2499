namespace EventPlatform.Cli;

/// <summary>The exit codes of eventctl.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;

    /// <summary>An import completed but some rows or events were refused, or some items of a batch failed.</summary>
    public const int SomeRefused = 2;

    /// <summary>A check of the platform found a problem.</summary>
    public const int NotWell = 3;
}
