using System.Globalization;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops.Status;

/// <summary>What all services say of themselves and of what waits in them, and what is wrong with it.</summary>
internal sealed class PlatformStatus
{
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(60);
    private static readonly Func<OpsClient>[] Services =
        [OpsClient.OfIngestion, OpsClient.OfEventStore, OpsClient.OfProjections, OpsClient.OfQuery];

    private readonly List<StatusProblem> problems = [];
    private readonly Dictionary<string, string> away = new(StringComparer.Ordinal);

    private PlatformStatus()
    {
    }

    /// <summary>Everything that was found, for <c>--output json</c>.</summary>
    public JsonObject All { get; } = [];

    /// <summary>The worst first.</summary>
    public IReadOnlyList<StatusProblem> Problems => [.. problems.OrderBy(problem => problem.Severity)];

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
        await status.LookAtSizesAsync(ct);
        status.All["verdict"] = status.Verdict;
        status.All["problems"] = new JsonArray([.. status.Problems.Select(problem => problem.Json)]);
        return status;
    }

    private void Add(Severity severity, string problem, string advice) => problems.Add(new(severity, problem, advice));

    private async Task LookAtServicesAsync(CancellationToken ct)
    {
        var services = new JsonArray();
        var readiness = new List<(string Service, JsonObject Checks)>();
        foreach (var open in Services)
        {
            using var client = open();
            var row = new JsonObject { ["service"] = client.Service };
            services.Add((JsonNode)row);
            try
            {
                var answer = await client.ReadinessAsync(ct);
                row["status"] = answer["status"]?.DeepClone();
                readiness.Add((client.Service, answer["checks"]!.AsObject()));
                row["checks"] = string.Join(", ", NotHealthy(answer["checks"]!.AsObject()).Select(check => check.Name));
            }
            catch (CommandException why)
            {
                row["status"] = "Away";
                away.Add(client.Service, why.Message);
                Add(Severity.Away, why.Message, Advice.Away);
            }
        }

        foreach (var (service, checks) in readiness) Judge(service, checks);
        All["services"] = services;
    }

    /// <summary>That the EventStore is away is said once, and not by each service that misses it.</summary>
    private void Judge(string service, JsonObject checks)
    {
        foreach (var (name, status, why) in NotHealthy(checks))
        {
            if (name == "eventstore" && away.ContainsKey(OpsClient.EventStore)) continue;
            Add(status == "Degraded" ? Severity.Degraded : Severity.Unhealthy, $"{service}, {name}: {why}", Advice.Of(name));
        }
    }

    private static IEnumerable<(string Name, string Status, string Why)> NotHealthy(JsonObject checks) =>
        from check in checks where check.Value!["why"] is not null
        select (check.Key, (string)check.Value["status"]!, (string)check.Value["why"]!);

    private Task LookAtQueuesAsync(CancellationToken ct) => AskAsync("queues", OpsClient.OfEventStore, "/v1/queues", answer =>
    {
        foreach (var queue in answer["items"]!.AsArray())
        {
            var seconds = (double)queue!["oldestSeconds"]!;
            if ((long)queue["consumers"]! == 0)
                Add(Severity.Wrong,
                    $"Nothing consumes the queue {queue["queue"]}, in which {queue["ready"]} chunks wait.", Advice.QueueOld);
            else if (seconds > LongWait.TotalSeconds)
                Add(Severity.Wrong, Invariant($"A chunk of the queue {queue["queue"]} has waited for {seconds:0} s."), Advice.QueueOld);
        }
    }, ct);

    private async Task LookAtGenerationsAsync(CancellationToken ct)
    {
        await AskAsync("generations", OpsClient.OfProjections, GenerationsCommand.Path, _ => { }, ct);
        await AskAsync("progress", OpsClient.OfProjections, "/v1/progress", answer =>
        {
            var seconds = (double)answer["lagSeconds"]!;
            if (seconds > LongWait.TotalSeconds)
                Add(Severity.Wrong,
                    Invariant($"The read tables are {seconds:0} s and {answer["lag"]} positions behind the log."), Advice.Behind);
        }, ct);
    }

    private async Task LookAtFailuresAsync(CancellationToken ct)
    {
        await AskAsync("deadLetters", OpsClient.OfEventStore, LetterBatchCommands.PathOfGroups("waiting"), answer =>
        {
            foreach (var group in answer["items"]!.AsArray())
                Add(Severity.Wrong,
                    $"{group!["count"]} dead letters of the feed {group["feed"] ?? "(none)"}, " +
                    $"{group["lastHour"]} in the last hour: {group["cause"]}", Advice.Letters);
        }, ct);
        await AskAsync("parked", OpsClient.OfProjections, "/v1/parked", answer =>
        {
            if (answer["items"]!.AsArray() is { Count: > 0 } parked)
                Add(Severity.Wrong, $"{parked.Count} groups of records are parked: {parked[0]!["error"]}", Advice.Parked);
        }, ct);
    }

    private async Task LookAtSizesAsync(CancellationToken ct)
    {
        await AskAsync("sizes", OpsClient.OfEventStore, "/v1/sizes", _ => { }, ct);
        if (Disk.Find() is not { } disk) return;
        All["disk"] = new JsonObject { ["folder"] = disk.Folder, ["freeBytes"] = disk.FreeBytes, ["totalBytes"] = disk.TotalBytes };
        if (disk.FreeBytes < Disk.Little)
            Add(Severity.Wrong, Invariant($"Only {disk.FreeBytes / 1e6:0} MB are free on the disk of {disk.Folder}."), Advice.FullDisk);
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
            Add(Severity.Wrong, unknown.Message, Advice.Away);
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
