namespace EventPlatform.Cli.Ops.Replay;

/// <summary>Where a replay goes.</summary>
internal interface IReplayTarget : IAsyncDisposable
{
    /// <summary>How long the file is; 0 if it goes to an address.</summary>
    long Bytes { get; }

    /// <summary>Returns when the events are kept: on the disk, or acknowledged by the consumer.</summary>
    Task SendAsync(IReadOnlyList<string> events, CancellationToken ct);
}
