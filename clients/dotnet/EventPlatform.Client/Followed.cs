namespace EventPlatform.Client;

/// <summary>What a follower of facts is sent.</summary>
/// <param name="Cursor">To go on after it: keep it with what was made of it.</param>
public abstract record Followed(string? Cursor);

/// <summary>A fact in the form in which it became known.</summary>
public sealed record FactChanged(string Cursor, Fact Fact) : Followed(Cursor);

/// <summary>
/// What was sent before may be otherwise now, as other read tables are served: load what is known anew, and go on from here.
/// </summary>
public sealed record Redone(string? Cursor) : Followed(Cursor);
