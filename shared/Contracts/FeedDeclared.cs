using System.ComponentModel.DataAnnotations;

namespace EventPlatform.Contracts;

/// <summary>Ops declare a feed and its trust. The EventStore appends this event whenever a feed is created or changed.</summary>
public sealed record FeedDeclared : NotedByPlatform
{
    [StringLength(60, MinimumLength = 1)] public required string Name { get; init; }

    /// <summary>The feed's sources equal this prefix, or begin with it and a slash.</summary>
    [StringLength(500, MinimumLength = 1)] public required string SourcePrefix { get; init; }

    /// <summary>The rank among feeds that contradict each other: the higher trust wins.</summary>
    public required int Trust { get; init; }

    public override string Stream(string source, string record) => $"ops/feeds/{Name}";
}
