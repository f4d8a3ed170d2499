namespace EventPlatform.Projections.Fold.Identity;

/// <summary>A key as a source sends it; as one of its records sends it where these are told apart.</summary>
/// <param name="Record">Else empty.</param>
internal readonly record struct Mention(string Key, string Source, string Record = "");

/// <summary>A reason for two keys to mean one company, or not to, at its place in the log.</summary>
/// <param name="Ordinal">Among those of one report.</param>
internal abstract record IdentityEvent(long Position, int Ordinal = 0);

/// <summary>The first report that gave an identifier to a key.</summary>
internal sealed record Identified(long Position, int Ordinal, string Identifier, Mention Mention) : IdentityEvent(Position, Ordinal);

/// <summary>An alias or a merge: everything of the one is the other's.</summary>
internal sealed record Joined(long Position, string From, string Into) : IdentityEvent(Position);

internal sealed record Split(long Position, string Key, IReadOnlyList<string> Without) : IdentityEvent(Position);

/// <summary>Some reports that say a key mean another one, from the start of the log.</summary>
internal sealed record Reassigned(long Position, string Key) : IdentityEvent(Position);
