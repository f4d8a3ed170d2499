using System.ComponentModel.DataAnnotations;

namespace EventPlatform.Contracts;

/// <summary>Ops declare a feed and how far it is trusted. The EventStore appends one whenever a feed is created or changed.</summary>
public sealed record FeedDeclared : NotedByPlatform
{
    [StringLength(60, MinimumLength = 1)] public required string Name { get; init; }

    /// <summary>The feed's sources are this, or begin with this and a slash.</summary>
    [StringLength(500, MinimumLength = 1)] public required string SourcePrefix { get; init; }

    /// <summary>Rank among feeds that contradict each other: the higher wins.</summary>
    public required int Trust { get; init; }

    public override string Stream(string source, string record) => $"ops/feeds/{Name}";
}
