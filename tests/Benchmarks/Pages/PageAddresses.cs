using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.Benchmarks.Pages;

/// <summary>Addresses of every kind of page for analysts, each for a random subject.</summary>
internal sealed class PageAddresses
{
    private readonly IReadOnlyList<(string Name, Func<string> Path)> mixed;
    private int next;

    private PageAddresses(IReadOnlyList<string> facts, IReadOnlyList<string> companies)
    {
        (string Name, Func<string> Path)[] things =
        [
            ("company", () => $"/companies/{One(companies)}"),
            ("fact", () => $"/facts/{One(facts)}"),
            ("search", () => $"/search?q={Random.Shared.Next(1_000, 20_000)}"),
            ("history", () => $"/companies/{One(companies)}/history"),
            ("facts", () => $"/facts?company={One(companies)}"),
            ("explain", () => $"/explain?of=funding&groupBy=company&key={One(companies)}&currency=USD"),
        ];
        (string Name, Func<string> Path)[] lists =
        [
            ("home", () => "/"),
            ("funding", () => "/funding"),
            ("investors", () => "/funding?groupBy=investor"),
            ("plants", () => "/plants?groupBy=owner"),
            ("shipments", () => "/shipments"),
            ("promises", () => "/promises"),
            ("log", () => "/log"),
        ];
        All = [.. things, .. lists];
        mixed = [.. Enumerable.Range(0, ThingsPerList).SelectMany(_ => things), .. lists];
    }

    /// <summary>Analysts open a list, and then some of the pages that it links to.</summary>
    public const int ThingsPerList = 3;

    public IReadOnlyList<(string Name, Func<string> Path)> All { get; }

    /// <summary>Returns the next address of the mix.</summary>
    public (string Name, string Path) Next()
    {
        var (name, path) = mixed[Interlocked.Increment(ref next) % mixed.Count];
        return (name, path());
    }

    private static string One(IReadOnlyList<string> of) => of[Random.Shared.Next(of.Count)];

    public static async Task<PageAddresses> OfAsync(Installation installation)
    {
        using var query = installation.Query.Client(Role.Read);
        var page = JsonNode.Parse(await query.GetStringAsync(new Uri("/v1/facts?type=FundingRaised&limit=500", UriKind.Relative)))!;
        var facts = page["items"]!.AsArray();
        return new([.. facts.Select(fact => (string)fact!["id"]!)], [.. facts.Select(fact => (string)fact!["company"]!).Distinct()]);
    }
}
