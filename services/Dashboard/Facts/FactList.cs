using EventPlatform.Client;
using EventPlatform.Dashboard.Display;

namespace EventPlatform.Dashboard.Facts;

/// <summary>A page of facts.</summary>
public sealed record FactList(IReadOnlyList<Fact> Items, long Position, IReadOnlyList<Attribution> Attributions, string? Next);
