using System.Diagnostics;
using EventPlatform.Faults.Checks;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.Faults;

/// <summary>One run: posts reports and poison while processes are killed or one server is away, then checks everything.</summary>
internal sealed class FaultRun
{
    private readonly Installation installation;
    private readonly FaultOptions options;

    public FaultRun(Installation installation, FaultOptions options)
    {
        (this.installation, this.options) = (installation, options);
        Kills = new Kills(installation, options);
        Outage = options.Outage is null ? null : new Outage(installation, Ledger, options);
    }

    public Ledger Ledger { get; } = new();

    public Kills Kills { get; }

    /// <summary>The outage; null if processes are killed instead.</summary>
    public Outage? Outage { get; }

    public TimeSpan Posting { get; private set; }

    /// <summary>Why the run could not continue; null if it was completed.</summary>
    public string? Stuck { get; private set; }

    public async Task PostUnderKillsAsync()
    {
        using var ingestion = installation.Ingestion.Client(Role.Feed);
        ingestion.Timeout = Eventually.Patience;
        var share = options.Reports / options.Clients;
        var watch = Stopwatch.StartNew();
        var posting = Task.WhenAll(Enumerable.Range(0, options.Clients).Select(client =>
            Task.Run(() => new FaultClient(ingestion, Ledger, options, client)
                .PostAllAsync(share, () => (int)(share * (Outage?.Allowed ?? Kills.Allowed))))));
        var poison = Task.Run(() => new PoisonFeed(installation.Workspace, Ledger, options).PutAllAsync(posting));
        var killing = Outage?.RunAsync() ?? Kills.RunAsync(posting);
        try
        {
            await Task.WhenAll(posting, killing);
            Posting = watch.Elapsed;
            await poison;
            await Kills.AreOverAsync(); // also after an outage: waits until every service is ready
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            Stuck = e.Message;
        }
    }

    public async Task<List<Check>> CheckAsync()
    {
        await SettledAsync();
        var log = await StoredLog.ReadAsync(installation.Workspace);
        var checks = new List<Check>
        {
            new("the run was completed", "yes", Stuck ?? "yes"),
            new("processes that ended by themselves", "none", Kills.Died.Count == 0 ? "none" : string.Join('\n', Kills.Died)),
        };
        checks.AddRange(LogChecks.Of(log, Ledger));
        checks.AddRange(await TallyChecks.OfAsync(installation.Workspace, log));
        checks.AddRange(await DeadLetterChecks.OfAsync(installation.Workspace, Ledger));
        checks.Add(await BrokerCheck.OfAsync(installation.Workspace));
        checks.AddRange(await ReadModelChecks.OfAsync(installation));
        checks.AddRange(await ReceiptChecks.OfAsync(installation.Query, log, Ledger));
        return checks;
    }

    /// <summary>
    /// Waits until all acknowledged reports are stored and the queues are empty. If that fails, the checks report what is missing.
    /// </summary>
    private async Task SettledAsync()
    {
        try
        {
            await Eventually.Get("all reports are stored", () => installation.Workspace.ScalarAsync<long>("select count(*) from log.inbox"),
                stored => stored >= Ledger.Reports.Count(report => report.Value));
            await Eventually.Get("all letters are kept", () =>
                installation.Workspace.ScalarAsync<long>("select count(*) from log.dead_letters"), kept => kept >= Ledger.Refused.Count);
            await Eventually.Get("the queues are empty", installation.Workspace.QueuedAsync, queued => queued == 0);
        }
        catch (TimeoutException e)
        {
            Stuck ??= e.Message;
        }
    }
}
