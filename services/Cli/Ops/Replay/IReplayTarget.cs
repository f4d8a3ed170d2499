namespace EventPlatform.Cli.Ops.Replay;

/// <summary>The target of a replay.</summary>
internal interface IReplayTarget : IAsyncDisposable
{
    /// <summary>The length of the file; 0 if the target is an address.</summary>
    long Bytes { get; }

    /// <summary>Returns when the events are on the disk, or acknowledged by the consumer.</summary>
    Task SendAsync(IReadOnlyList<string> events, CancellationToken ct);
}
