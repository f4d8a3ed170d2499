namespace EventPlatform.Cli.Import;

/// <summary>What the command line asks of an import.</summary>
internal sealed record ImportOptions(
    string Mapping, IReadOnlyList<string> Files, string? Release, long? Sequence, bool IsDryRun, bool IsSnapshot, bool RetractMost, TimeSpan SnapshotWait, string? RefusedTo);
