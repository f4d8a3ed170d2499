using System.Collections.Concurrent;
using System.Diagnostics;
using EventPlatform.Servers;

namespace EventPlatform.Faults;

/// <param name="Back">When the victim had been restarted and every service was ready; null if not yet.</param>
internal sealed record Kill(string Victim, TimeSpan At, TimeSpan? Back);

/// <summary>
/// Kills one process after another with SIGKILL, and restarts each a moment later regardless of the state of the others. Kills each process
/// once, in an order that depends on the seed, and then random ones for as long as reports are posted.
/// </summary>
internal sealed class Kills(Installation installation, FaultOptions options)
{
    private static readonly TimeSpan LongestDown = TimeSpan.FromSeconds(2);

    private readonly Random random = new(options.Seed);
    private readonly ConcurrentQueue<string> died = new();
    private readonly List<Kill> kills = [];
    private readonly Lock sync = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();

    public IReadOnlyList<Kill> All
    {
        get
        {
            lock (sync) return [.. kills];
        }
    }

    /// <summary>The logs of processes that ended without being killed.</summary>
    public IReadOnlyCollection<string> Died => died;

    /// <summary>
    /// The share of the reports that may be posted. It is 1 only once every process has been killed, so that each is killed during posting.
    /// </summary>
    public double Allowed => Math.Min(1, (All.Count + 1.0) / (Math.Min(options.Kills, installation.Processes.Count) + 1));

    public async Task RunAsync(Task posting)
    {
        foreach (var victim in Victims().Take(options.Kills))
        {
            await PauseAsync(options.SecondsBetweenKills * (0.5 + random.NextDouble()));
            if (posting.IsCompleted) return;
            var down = LongestDown.TotalSeconds * random.NextDouble();
            if (victim.HasExited) died.Enqueue(victim.Log);
            await victim.KillAsync();
            var at = clock.Elapsed;
            await PauseAsync(down);
            victim.Start();
            var started = clock.Elapsed;
            lock (sync) kills.Add(new(victim.Name, at, null));
            Console.WriteLine($"{at.TotalSeconds,7:0.0} s  killed {victim.Name}");
            _ = NoteRecoveryAsync(kills.Count - 1, at, started);
        }
    }

    /// <summary>Waits until every service is ready again.</summary>
    public async Task AreOverAsync() =>
        await Eventually.Be(
            "every service is ready again", async () => All.All(kill => kill.Back is not null) && await installation.IsReadyAsync());

    private IEnumerable<IRestartable> Victims()
    {
        var processes = installation.Processes.ToArray();
        random.Shuffle(processes);
        foreach (var victim in processes) yield return victim;
        while (true) yield return processes[random.Next(processes.Length)];
    }

    private async Task NoteRecoveryAsync(int index, TimeSpan at, TimeSpan started)
    {
        var soonest = started + TimeSpan.FromMilliseconds(200); // by then a service has noticed the loss of a server
        await Eventually.Be("every service is ready", async () => clock.Elapsed > soonest && await installation.IsReadyAsync());
        lock (sync) kills[index] = kills[index] with { Back = clock.Elapsed };
    }

    private static async Task PauseAsync(double seconds)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Math.Max(0.001, seconds)));
        await timer.WaitForNextTickAsync();
    }
}
