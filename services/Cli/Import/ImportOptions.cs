namespace EventPlatform.Cli.Import;

/// <summary>What the command line asks of an import.</summary>
internal sealed record ImportOptions(
    string Mapping, IReadOnlyList<string> Files, string? Release, long? Sequence, bool IsDryRun, bool IsSnapshot, bool RetractMost, TimeSpan SnapshotWait, string? RefusedTo);

/// <summary>How a command ended, for scripts.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int SomeRefused = 2;
}
