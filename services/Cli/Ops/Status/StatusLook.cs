using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Operations;

namespace EventPlatform.Cli.Ops.Status;

/// <summary>Queries all services. A service that does not answer is not queried again, so that it is waited for only once.</summary>
internal sealed class StatusLook
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    private static readonly Func<OpsClient>[] Services =
        [OpsClient.OfIngestion, OpsClient.OfEventStore, OpsClient.OfProjections, OpsClient.OfQuery];

    /// <summary>The services that did not answer, each with the reason.</summary>
    private readonly Dictionary<string, string> givenUp = new(StringComparer.Ordinal);
    private readonly List<(string Service, string Why)> notKnown = [];

    private StatusLook()
    {
    }

    /// <summary>The whole result, for <c>--output json</c>.</summary>
    public JsonObject All { get; } = [];

    /// <summary>The worst first.</summary>
    public IReadOnlyList<PlatformProblem> Problems { get; private set; } = [];

    public string Verdict => Problems.Count switch
    {
        0 => "All is well.",
        1 => "One thing is wrong:",
        var count => $"{count} things are wrong:",
    };

    public static async Task<StatusLook> NowAsync(CancellationToken ct)
    {
        var look = new StatusLook();
        var services = await look.ServicesAsync(ct);
        var queues = await look.AskAsync<Queues>("queues", OpsClient.OfEventStore, "/v1/queues", ct);
        await look.AskAsync<JsonNode>("generations", OpsClient.OfProjections, GenerationsCommand.Path, ct);
        var progress = await look.AskAsync<Progress>("progress", OpsClient.OfProjections, "/v1/progress", ct);
        var letters = await look.AskAsync<LetterGroups>(
            "deadLetters", OpsClient.OfEventStore, LetterBatchCommands.PathOfGroups("waiting"), ct);
        var parked = await look.AskAsync<ParkedList>("parked", OpsClient.OfProjections, "/v1/parked", ct);
        await look.AskAsync<JsonNode>("sizes", OpsClient.OfEventStore, "/v1/sizes", ct);
        await look.AskAsync<JsonNode>("refused", OpsClient.OfEventStore, "/v1/refused", ct);
        var disks = DiskSpace.Find(Environment.GetEnvironmentVariable(DiskSpace.Variable));
        look.All["disks"] = JsonSerializer.SerializeToNode(disks, JsonSerializerOptions.Web);
        look.Problems = new PlatformState(services, queues, progress, letters, parked, disks, look.notKnown).Problems;
        look.All["verdict"] = look.Verdict;
        look.All["problems"] = new JsonArray([.. look.Problems.Select(problem => new JsonObject
        {
            ["severity"] = $"{problem.Severity}", ["problem"] = problem.Text, ["do"] = Do(problem.Do),
        })]);
        return look;
    }

    /// <summary>A command, and the part of the runbook that explains it.</summary>
    public static string Do(Advice advice) => advice.Command is { } command ? $"{command}; {advice.Link}" : advice.Link;

    private async Task<IReadOnlyDictionary<string, Readiness>> ServicesAsync(CancellationToken ct)
    {
        var found = await Task.WhenAll(Services.Select(async open =>
        {
            using var client = open();
            return (client.Service, Readiness: await client.ReadinessAsync(Patience, ct));
        }));
        foreach (var (service, readiness) in found.Where(one => one.Readiness.Status == Readiness.Away))
            givenUp[service] = readiness.NotHealthy.First().Check.Why!;
        All["services"] = new JsonArray([.. found.Select(one => new JsonObject
        {
            ["service"] = one.Service, ["status"] = one.Readiness.Status,
            ["checks"] = string.Join(", ", one.Readiness.NotHealthy.Select(check => check.Name)),
        })]);
        return found.ToDictionary(one => one.Service, one => one.Readiness, StringComparer.Ordinal);
    }

    private async Task<T?> AskAsync<T>(string name, Func<OpsClient> open, string path, CancellationToken ct)
        where T : class
    {
        using var client = open();
        if (!givenUp.ContainsKey(client.Service))
        {
            try
            {
                var answer = await client.SendAsync(HttpMethod.Get, path, body: null, ct, within: Patience);
                All[name] = answer;
                return answer.Deserialize<T>(JsonSerializerOptions.Web);
            }
            catch (CommandException why)
            {
                givenUp[client.Service] = why.Message;
                notKnown.Add((client.Service, why.Message));
            }
        }

        All[name] = new JsonObject { ["unknown"] = givenUp[client.Service] };
        return null;
    }
}
