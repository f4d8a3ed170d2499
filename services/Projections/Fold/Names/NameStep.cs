using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Identity;

namespace EventPlatform.Projections.Fold.Names;

/// <summary>A name that a page gave a mention, with its positions.</summary>
/// <param name="Key">The key that the mention means.</param>
internal readonly record struct NameSeen(string Key, PartyKind Kind, long First, long Last);

/// <summary>Mentions that mean another key from a position on, with all of their names.</summary>
internal sealed record NamesMoved(long Position, IReadOnlyList<(Mention Mention, string To)> Mentions);

/// <summary>The changes of the table of names up to a reassignment, or up to the end of the page.</summary>
/// <param name="Seen">The names that became the latest of their mentions.</param>
/// <param name="Moved">The names that the reassignment then moves; null at the end of the page.</param>
internal sealed record NameStep(Dictionary<NameKey, NameSeen> Seen, NamesMoved? Moved);
