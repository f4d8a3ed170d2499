using System.Globalization;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops.Status;

/// <summary>What all services say of themselves and of what waits in them, and what is wrong with it.</summary>
internal sealed class PlatformStatus
{
    private const string Postgres = "postgres";
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

        var isEventStoreUnwell = away.ContainsKey(OpsClient.EventStore)
            || readiness.Any(one => one.Service == OpsClient.EventStore && NotHealthy(one.Checks).Any());
        foreach (var (service, checks) in readiness) Judge(service, checks, isEventStoreUnwell);
        All["services"] = services;
    }

    /// <summary>
    /// What is wrong with the EventStore is said once, and not by each service that asks it. If Postgres does not answer, checks that ask
    /// Postgres are left out: what they advise is for another cause.
    /// </summary>
    private void Judge(string service, JsonObject checks, bool isEventStoreUnwell)
    {
        var isPostgresAway = NotHealthy(checks).Any(check => check.Name == Postgres);
        foreach (var (name, status, why) in NotHealthy(checks))
        {
            if (name == "eventstore" && isEventStoreUnwell) continue;
            if (name != Postgres && isPostgresAway && why.Contains("Postgres", StringComparison.Ordinal)) continue;
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
                    $"Dead letters of the feed {group!["feed"] ?? "(none)"}: {group["count"]}, " +
                    $"{group["lastHour"]} in the last hour: {group["cause"]}", Advice.Letters);
        }, ct);
        await AskAsync("parked", OpsClient.OfProjections, "/v1/parked", answer =>
        {
            if (answer["items"]!.AsArray() is { Count: > 0 } parked)
                Add(Severity.Wrong, $"Parked groups of records: {parked.Count}: {parked[0]!["error"]}", Advice.Parked);
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
    /// A service that is away has been named already. It is not asked again, as one that hangs would be waited for each time; nor is one
    /// that could not answer once.
    /// </summary>
    private async Task AskAsync(string name, Func<OpsClient> open, string path, Action<JsonNode> judge, CancellationToken ct)
    {
        using var client = open();
        if (away.TryGetValue(client.Service, out var why))
        {
            All[name] = new JsonObject { ["unknown"] = why };
            return;
        }

        try
        {
            var answer = await client.GetAsync(path, ct);
            judge(answer);
            All[name] = answer;
        }
        catch (CommandException unknown)
        {
            away.Add(client.Service, unknown.Message);
            All[name] = new JsonObject { ["unknown"] = unknown.Message };
            Add(Severity.Wrong, $"{client.Service} cannot answer: {unknown.Message}", Advice.NotReady);
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
