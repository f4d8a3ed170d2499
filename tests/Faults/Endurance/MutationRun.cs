using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using PCG = CsCheck.PCG;
using EventPlatform.Faults.Checks;
using EventPlatform.Generators;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.Faults.Endurance;

/// <summary>Posts mutated events one by one, and reads back those that were accepted.</summary>
internal sealed class MutationRun(Installation installation)
{
    public const string Argument = "mutate";
    private const int Clients = 16;
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Identity, byte[]> taken = new();
    private readonly ConcurrentDictionary<Identity, byte> sentTwice = new();
    private readonly ConcurrentQueue<string> wrong = new();
    private int next;

    public async Task<List<Check>> RunAsync(int events, uint seed)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => PostAsync(events, seed, client))));
        var some = taken.IsEmpty ? "no" : "yes";
        Console.WriteLine($"{events} events in {watch.Elapsed.TotalSeconds:0.0} s, {taken.Count} accepted");
        await ReadBackAsync();
        return
        [
            new("some were accepted", "yes", some),
            new("answered with a server error, without a reason or not at all", "0", $"{wrong.Count}{wrong.FirstOrDefault()}"),
            new("accepted but not returned unchanged", "0",
                $"{taken.Count}{taken.Select(one => $": {one.Key} {Encoding.UTF8.GetString(one.Value)}").FirstOrDefault()}"),
        ];
    }

    private async Task PostAsync(int events, uint seed, int client)
    {
        using var http = installation.Ingestion.Client(Role.Feed);
        http.Timeout = Hang;
        var random = new PCG((uint)client, seed);
        for (var number = Interlocked.Increment(ref next); number <= events; number = Interlocked.Increment(ref next))
        {
            var mutated = (number % 2 == 0 ? Mutations.OfBytes : Mutations.OfFields).Generate(random, null, out _);
            await PostAsync(http, WithId(mutated, $"mutated-{number}"));
        }
    }

    private async Task PostAsync(HttpClient http, byte[] body)
    {
        try
        {
            using var content = new ByteArrayContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/cloudevents+json") }
            };
            using var answer = await http.PostEventsAsync(content);
            var told = await answer.JsonAsync();
            if ((int)answer.StatusCode == 202) Remember(body);
            else if ((int)answer.StatusCode >= 500 || told["errors"] is not JsonArray { Count: > 0 })
                wrong.Enqueue($": {(int)answer.StatusCode} for {Encoding.UTF8.GetString(body)}");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            wrong.Enqueue($": {e.Message} for {Encoding.UTF8.GetString(body)}");
        }
    }

    /// <summary>
    /// Keeps one event for each source and id, because events whose mutated source and id are equal by chance are stored only once.
    /// </summary>
    private void Remember(byte[] body)
    {
        var sent = JsonNode.Parse(body)!;
        var identity = new Identity(((string)sent["source"]!).Normalize(), ((string)sent["id"]!).Normalize());
        if (!taken.TryAdd(identity, body)) sentTwice.TryAdd(identity, 0);
    }

    private async Task ReadBackAsync()
    {
        foreach (var identity in sentTwice.Keys) taken.TryRemove(identity, out _);
        await Eventually.Be("the queues are empty", async () => await installation.Workspace.QueuedAsync() == 0);
        using var http = installation.Query.Client(Role.Read);
        await Eventually.Be("the last one is stored",
            async () => await installation.Workspace.ScalarAsync<long>("select count(*) from log.inbox") >= taken.Count);
        for (var after = 0L; ;)
        {
            var page = JsonNode.Parse(await http.GetStringAsync(new Uri($"/v1/events?after={after}&limit=1000", UriKind.Relative)))!;
            if ((long)page["position"]! == after) return;
            after = (long)page["position"]!;
            foreach (var item in page["items"]!.AsArray())
            {
                var identity = new Identity((string)item!["source"]!, (string)item["id"]!);
                if (taken.TryGetValue(identity, out var sent) && SameContent.Are(JsonNode.Parse(sent)!["data"], item["data"]))
                    taken.TryRemove(identity, out _);
            }
        }
    }

    private static byte[] WithId(byte[] body, string id)
    {
        var at = body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Mutations.Id));
        return at < 0 ? body : [.. body[..at], .. Encoding.UTF8.GetBytes(id), .. body[(at + Mutations.Id.Length)..]];
    }
}
