using System.Diagnostics;
using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.Faults;

/// <summary>
/// Kills one server with SIGKILL for a long time, while the clients continue at a constant rate. Then restarts it, and measures how long
/// the platform takes to recover without help.
/// </summary>
internal sealed class Outage(Installation installation, Ledger ledger, FaultOptions options)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();

    /// <summary>The results as sentences.</summary>
    public List<string> Findings { get; } = [];

    /// <summary>The share of the reports that may be posted by now.</summary>
    public double Allowed => Math.Min(1, clock.Elapsed.TotalSeconds / options.OutageRun.TotalSeconds);

    public async Task RunAsync()
    {
        var server = installation.Processes.Single(process => process.Name == options.Outage);
        await PauseAsync(options.Margin);
        var (before, retriesBefore) = (ledger.Acknowledged, ledger.Retries);
        await server.KillAsync();
        Console.WriteLine($"{clock.Elapsed.TotalSeconds,7:0.0} s  killed {server.Name}");
        await PauseAsync(TimeSpan.FromSeconds(options.Seconds));
        var acknowledged = ledger.Acknowledged - before;
        server.Start();
        var back = Stopwatch.StartNew();
        Console.WriteLine($"{clock.Elapsed.TotalSeconds,7:0.0} s  started {server.Name}");
        Findings.Add(
            $"{server.Name} away for {options.Seconds} s at {options.Rate} reports/s: {acknowledged} reports acknowledged meanwhile, {ledger.Retries - retriesBefore} bodies sent again");

        await installation.AreReadyAsync();
        Findings.Add($"every service ready again after {back.Elapsed.TotalSeconds:0.0} s");
        var backlog = ledger.Acknowledged;
        await Eventually.Get("what was acknowledged is stored", StoredAsync, stored => stored >= backlog);
        Findings.Add($"all {backlog} reports that were acknowledged by then stored after {back.Elapsed.TotalSeconds:0.0} s");
        var last = await installation.Workspace.ScalarAsync<long>("select max(seq_id) from log.mt_events");
        await Eventually.Get("the read tables have them", ProjectedAsync, position => position >= last);
        Findings.Add($"and in the read tables after {back.Elapsed.TotalSeconds:0.0} s");
    }

    private Task<long> StoredAsync() => installation.Workspace.ScalarAsync<long>("select count(*) from log.inbox");

    private async Task<long> ProjectedAsync()
    {
        using var ops = installation.Projections.Client(Role.Ops);
        return (long)JsonNode.Parse(await ops.GetStringAsync(new Uri("/v1/progress", UriKind.Relative)))!["position"]!;
    }

    private static async Task PauseAsync(TimeSpan length)
    {
        using var timer = new PeriodicTimer(length);
        await timer.WaitForNextTickAsync();
    }
}
