using System.Net;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>
/// A feed that posts its reports in order, one body after the other, each to the next Ingestion. It retries a body until it is accepted.
/// </summary>
internal sealed class LoadFeed(IReadOnlyList<HttpClient> ingestions, int feed, int reports)
{
    private const int PerBody = 250;

    private readonly LoadReports source = new(feed);
    private int acknowledged;
    private int posts;

    public int Acknowledged => Volatile.Read(ref acknowledged);

    public int Retries { get; private set; }

    /// <summary>Posts all reports, but none beyond the number that <paramref name="allowed"/> returns.</summary>
    public async Task PostAllAsync(Func<int> allowed)
    {
        foreach (var numbers in Enumerable.Range(1, reports).Chunk(PerBody))
        {
            await Eventually.Be($"feed {feed} may go on", () => numbers[^1] <= allowed(), TimeSpan.FromMinutes(10));
            var body = numbers.Select(number => source.Next(number).ToJsonString()).ToList();
            await Eventually.Be($"a body of feed {feed} is accepted", () => PostAsync(body), TimeSpan.FromMinutes(10));
            Interlocked.Add(ref acknowledged, body.Count);
        }
    }

    private async Task<bool> PostAsync(List<string> body)
    {
        try
        {
            using var answer = await ingestions[posts++ % ingestions.Count].PostEventsAsync(Events.Lines(body));
            if (answer.StatusCode != HttpStatusCode.Accepted) return Again();
            (await answer.JsonAsync())["refused"]!.AsArray().ShouldBeEmpty();
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Again();
        }
    }

    private bool Again()
    {
        Retries++;
        return false;
    }
}
