using EventPlatform.Contracts;
using EventPlatform.Query.Lists;

namespace EventPlatform.Query.Companies.Candidates;

/// <summary>Two companies that are perhaps one, or one key that is perhaps two companies, for ops to judge.</summary>
/// <param name="Id">The keys, joined by a plus.</param>
/// <param name="State"><c>open</c>, or <c>dismissed</c>: with these grounds. What was merged or parted is not listed.</param>
/// <param name="Since">Position of the report since when there is what it is found by.</param>
/// <param name="Score">The more speaks for it the higher; about 1 for equal names alone.</param>
/// <param name="Grounds">What speaks for it. A dismissal gives them back.</param>
/// <param name="Parties">The two companies; of one key the sources that contradict each other.</param>
internal sealed record Candidate(
    string Id, CandidateKind Kind, CandidateState State, long Since, double Score, string Key, string? Other, IReadOnlyList<string> Grounds, IReadOnlyList<CandidateParty> Parties)
{
    public const string Example =
        """
        {"id":"37-signals+37signals","kind":"perhaps-one","state":"open","since":11,"score":1.7,"key":"37-signals","other":"37signals",
         "grounds":["name: 37signal","country: US","round: 1000000 USD, 2006-07"],
         "parties":[{"key":"37-signals","name":"37 Signals","sources":["/feeds/press"],"atStake":[{"currency":"USD","amount":1000000,"rounds":1}]},
           {"key":"37signals","name":"37signals","sources":["/samples/news"],"atStake":[{"currency":"USD","amount":1000000,"rounds":1}]}]}
        """;
}

internal enum CandidateState { Open, Dismissed }

/// <param name="Name">The latest.</param>
/// <param name="Sources">Those who say the key.</param>
/// <param name="AtStake">Money raised that would move, a line per currency, never added across; of one key what the source has a part in.</param>
internal sealed record CandidateParty(string Key, string Name, IReadOnlyList<string> Sources, IReadOnlyList<RaisedLine> AtStake);

internal sealed record CandidatesPage(IReadOnlyList<Candidate> Items, long Position, IReadOnlyList<Attribution> Attributions, string? Next)
    : ListAnswer<Candidate>(Items, Position, Attributions, Next);
