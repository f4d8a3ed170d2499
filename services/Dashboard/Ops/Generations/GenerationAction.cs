using EventPlatform.Dashboard.Display;
using EventPlatform.Dashboard.Upstream;

namespace EventPlatform.Dashboard.Ops.Generations;

/// <summary>What can be done with a generation that is not served.</summary>
internal sealed record GenerationAction(string Verb, bool IsDanger = false)
{
    public static readonly IReadOnlyList<GenerationAction> All =
        [new("compare"), new("promote", IsDanger: true), new("discard", IsDanger: true)];

    public string Title(Generation meant, Generation? served) => Verb switch
    {
        "compare" => $"Compare generation {meant.Number} with what is served",
        "promote" when meant.Number < served?.Number => $"Roll back to generation {meant.Number}",
        "promote" => $"Promote generation {meant.Number}",
        _ => $"Discard generation {meant.Number}",
    };

    public string Meaning(Generation meant, Generation? served) => Verb switch
    {
        "compare" =>
            $"Each row is compared with generation {served?.Number}. Nothing changes. It takes minutes for millions of rows.",
        "promote" =>
            $"All answers come from generation {meant.Number} from now on, instead of {served?.Number}. " +
            $"Followers of facts are told to load them anew. " +
            $"Generation {served?.Number} is kept up to date beside it: promote it again to go back.",
        _ => $"Its tables are dropped, with what was built up to position {Numbers.Of(meant.Position)}. " +
            "The served generation is not affected. A discarded generation cannot be promoted any more: " +
            "to have it again, build the read tables anew.",
    };

    public async Task<Outcome> RunAsync(PlatformApi platform, Comparisons comparisons, UpstreamKey key, int number, CancellationToken ct)
    {
        switch (Verb)
        {
            case "compare":
                comparisons.Begin(number, key);
                return new($"Generation {number} is being compared. The result appears below.");
            case "promote":
                await platform.SendAsync<Generation>(Service.Projections, HttpMethod.Post, $"/v1/generations/{number}/promote", null, ct);
                return new($"Generation {number} is served.");
            default:
                await platform.SendAsync<object>(Service.Projections, HttpMethod.Delete, $"/v1/generations/{number}", null, ct);
                comparisons.Forget(number);
                return new($"Generation {number} is discarded.");
        }
    }
}
