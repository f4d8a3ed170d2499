namespace EventPlatform.Contracts;

/// <summary>
/// A person's name was masked in reports that were already in the log. The EventStore appends one event for each erasure.
/// </summary>
public sealed record PersonErased : NotedByPlatform
{
    /// <summary>The number of the erasure, starting at 1. The reports contain <c>erased-person-NUMBER</c> in place of the name.</summary>
    public required long Number { get; init; }

    /// <summary>The number of reports in which the name was masked.</summary>
    public required long Reports { get; init; }

    /// <summary>The number of dead letters in which the name was masked.</summary>
    public required long Letters { get; init; }

    public override string Stream(string source, string record) => "ops/erasures";
}
