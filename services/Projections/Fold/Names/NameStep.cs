using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Identity;

namespace EventPlatform.Projections.Fold.Names;

/// <summary>When a page gave a mention a name.</summary>
/// <param name="Key">The key that the mention means.</param>
internal readonly record struct NameSeen(string Key, PartyKind Kind, long First, long Last);

/// <summary>Mentions that mean another key from a position on, with all of their names.</summary>
internal sealed record NamesMoved(long Position, IReadOnlyList<(Mention Mention, string To)> Mentions);

/// <summary>What changes in the table of names up to a reassignment, or the end of the page.</summary>
/// <param name="Seen">Names that became the latest of their mentions.</param>
/// <param name="Moved">What the reassignment moves after that; null at the end of the page.</param>
internal sealed record NameStep(Dictionary<NameKey, NameSeen> Seen, NamesMoved? Moved);
