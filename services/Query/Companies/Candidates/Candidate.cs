using EventPlatform.Contracts;
using EventPlatform.Query.Lists;

namespace EventPlatform.Query.Companies.Candidates;

/// <summary>Two companies that are perhaps one, or one key that perhaps means two companies, for operators to judge.</summary>
/// <param name="Id">The keys, joined by a plus.</param>
/// <param name="State"><c>open</c>, or <c>dismissed</c> with these grounds. Merged and split companies are not listed.</param>
/// <param name="Since">Position of the report that gave rise to the candidate.</param>
/// <param name="Score">Strength of the grounds; about 1 for equal names alone.</param>
/// <param name="Grounds">The reasons for the candidate. A dismissal repeats them.</param>
/// <param name="Parties">The two companies; for one key, the sources that contradict each other.</param>
internal sealed record Candidate(
    string Id, CandidateKind Kind, CandidateState State, long Since, double Score, string Key, string? Other,
    IReadOnlyList<string> Grounds, IReadOnlyList<CandidateParty> Parties)
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

/// <param name="Name">The latest name.</param>
/// <param name="Sources">Sources that use the key.</param>
/// <param name="AtStake">Money raised that would move, a line per currency; for one key, in rounds that the source reports.</param>
internal sealed record CandidateParty(string Key, string Name, IReadOnlyList<string> Sources, IReadOnlyList<RaisedLine> AtStake);

internal sealed record CandidatesPage(IReadOnlyList<Candidate> Items, long Position, IReadOnlyList<Attribution> Attributions, string? Next)
    : ListAnswer<Candidate>(Items, Position, Attributions, Next);
