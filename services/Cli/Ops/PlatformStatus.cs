using System.Globalization;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops;

/// <summary>What all services say of themselves and of what waits in them, and what is wrong with it.</summary>
internal sealed class PlatformStatus
{
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(60);
    private static readonly Func<OpsClient>[] Services =
        [OpsClient.OfIngestion, OpsClient.OfEventStore, OpsClient.OfProjections, OpsClient.OfQuery];

    private readonly List<string> problems = [];
    private readonly Dictionary<string, string> away = new(StringComparer.Ordinal);

    private PlatformStatus()
    {
    }

    /// <summary>Everything that was found, for <c>--output json</c>.</summary>
    public JsonObject All { get; } = [];

    /// <summary>One line each, those of services that are away first.</summary>
    public IReadOnlyList<string> Problems => problems;

    public string Verdict => problems.Count == 0
        ? "All is well."
        : $"{problems.Count} {(problems.Count == 1 ? "thing is" : "things are")} wrong:";

    public static async Task<PlatformStatus> LookAsync(CancellationToken ct)
    {
        var status = new PlatformStatus();
        await status.LookAtServicesAsync(ct);
        await status.LookAtQueuesAsync(ct);
        await status.LookAtGenerationsAsync(ct);
        await status.LookAtFailuresAsync(ct);
        status.All["verdict"] = status.Verdict;
        status.All["problems"] = new JsonArray([.. status.problems.Select(problem => JsonValue.Create(problem))]);
        return status;
    }

    private async Task LookAtServicesAsync(CancellationToken ct)
    {
        var services = new JsonArray();
        foreach (var open in Services)
        {
            using var client = open();
            var row = new JsonObject { ["service"] = client.Service };
            services.Add((JsonNode)row);
            try
            {
                var readiness = await client.ReadinessAsync(ct);
                row["status"] = readiness["status"]?.DeepClone();
                foreach (var (check, state) in readiness["checks"]!.AsObject())
                {
                    if ((string?)state!["why"] is not { } why) continue;
                    row["why"] = $"{row["why"]}{(row["why"] is null ? "" : "; ")}{check}: {why}";
                    problems.Add($"{client.Service}, {check} ({state["status"]}): {why}");
                }
            }
            catch (CommandException why)
            {
                (row["status"], row["why"]) = ("Away", why.Message);
                away.Add(client.Service, why.Message);
                problems.Insert(0, why.Message);
            }
        }

        All["services"] = services;
    }

    private Task LookAtQueuesAsync(CancellationToken ct) => AskAsync("queues", OpsClient.OfEventStore, "/v1/queues", answer =>
    {
        foreach (var queue in answer["items"]!.AsArray())
        {
            if ((long)queue!["consumers"]! == 0)
                problems.Add($"Nothing consumes the queue {queue["queue"]}, in which {queue["ready"]} chunks wait.");
            else if ((double)queue["oldestSeconds"]! > LongWait.TotalSeconds)
                problems.Add(string.Create(CultureInfo.InvariantCulture,
                    $"A chunk of the queue {queue["queue"]} has waited for {(double)queue["oldestSeconds"]!:0} s."));
        }
    }, ct);

    private async Task LookAtGenerationsAsync(CancellationToken ct)
    {
        await AskAsync("generations", OpsClient.OfProjections, GenerationsCommand.Path, _ => { }, ct);
        await AskAsync("progress", OpsClient.OfProjections, "/v1/progress", answer =>
        {
            if ((double)answer["lagSeconds"]! > LongWait.TotalSeconds)
                problems.Add(string.Create(CultureInfo.InvariantCulture,
                    $"The read tables are {(double)answer["lagSeconds"]!:0} s and {answer["lag"]} positions behind the log."));
        }, ct);
    }

    private async Task LookAtFailuresAsync(CancellationToken ct)
    {
        await AskAsync("deadLetters", OpsClient.OfEventStore, LetterBatchCommands.PathOfGroups("waiting"), answer =>
        {
            foreach (var group in answer["items"]!.AsArray())
                problems.Add(
                    $"{group!["count"]} dead letters of the feed {group["feed"] ?? "(none)"}, " +
                    $"{group["lastHour"]} in the last hour: {group["cause"]}");
        }, ct);
        await AskAsync("parked", OpsClient.OfProjections, "/v1/parked", answer =>
        {
            if (answer["items"]!.AsArray() is { Count: > 0 } parked)
                problems.Add($"{parked.Count} groups of records are parked: {parked[0]!["error"]}");
        }, ct);
    }

    /// <summary>
    /// A service that is away has been named already. It is not asked again, as one that hangs would be waited for each time.
    /// </summary>
    private async Task AskAsync(string name, Func<OpsClient> open, string path, Action<JsonNode> judge, CancellationToken ct)
    {
        try
        {
            using var client = open();
            if (away.TryGetValue(client.Service, out var why))
            {
                All[name] = new JsonObject { ["unknown"] = why };
                return;
            }

            var answer = await client.GetAsync(path, ct);
            judge(answer);
            All[name] = answer;
        }
        catch (CommandException unknown)
        {
            All[name] = new JsonObject { ["unknown"] = unknown.Message };
            problems.Add(unknown.Message);
        }
    }
}
