namespace EventPlatform.Contracts;

/// <summary>A person's name was masked in reports that the log held before. The EventStore appends one for each erasure.</summary>
public sealed record PersonErased : NotedByPlatform
{
    /// <summary>The first is 1. In the reports <c>erased-person-NUMBER</c> stands in place of the name.</summary>
    public required long Number { get; init; }

    /// <summary>Reports in which it was masked.</summary>
    public required long Reports { get; init; }

    /// <summary>Dead letters in which it was masked.</summary>
    public required long Letters { get; init; }

    public override string Stream(string source, string record) => "ops/erasures";
}
