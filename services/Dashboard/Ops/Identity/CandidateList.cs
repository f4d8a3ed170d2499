using EventPlatform.Dashboard.Display;

namespace EventPlatform.Dashboard.Ops.Identity;

public sealed record CandidateList(
    IReadOnlyList<Candidate> Items, long Position, IReadOnlyList<Attribution>? Attributions = null, string? Next = null);

/// <summary>Two companies that are perhaps one, or a key that perhaps means two companies.</summary>
/// <param name="Other">The key of the second company; null for a key that perhaps means two.</param>
public sealed record Candidate(
    string Id, string Kind, string State, long Since, decimal Score, string Key, IReadOnlyList<string> Grounds,
    IReadOnlyList<CandidateParty> Parties, string? Other = null)
{
    public const string PerhapsOne = "perhaps-one";
}

public sealed record CandidateParty(string Key, string Name, IReadOnlyList<string> Sources, IReadOnlyList<Stake> AtStake);

public sealed record Stake(string Currency, decimal Amount, long Rounds);
