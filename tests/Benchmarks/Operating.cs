using System.Diagnostics;
using System.Security.Cryptography;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.Benchmarks;

/// <summary>
/// Measures the operations on a whole log with eventctl: verify, rebuild, replay, export, and restore into another installation, each with
/// the peak memory of eventctl.
/// </summary>
internal static class Operating
{
    private const int Slice = 100_000;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    public static async Task MeasureAsync(Installation installation, BenchmarkOptions options, ResultTable table)
    {
        for (var count = 0; count < options.Reports; count += Slice)
            await LogFill.AppendAsync(installation, Samples.Read(Samples.Spread(Math.Min(Slice, options.Reports - count))));
        var last = await Stored.LastAsync(installation);
        await Eventually.Get("the read tables have them",
            () => installation.Workspace.ScalarAsync<long>("select position from read_1.mark"), mark => mark >= last);
        using var folder = new Folder();
        var run = new Runs(table, last);
        await run.MeasureAsync("verify --log-only", installation, "verify", "--log-only");
        await run.MeasureAsync("rebuild --promote", installation, "rebuild", "--promote");
        table.Line("  Projections' memory at its peak", $"{installation.Projections.PeakMemory >> 20} MB");
        await run.MeasureAsync("verify", installation, "verify");
        await run.MeasureAsync(
            "replay to a file", installation, "replay", "--from", "1", "--to-file", folder.Of("replay"), "--rate", "1000000");
        await run.MeasureAsync("export", installation, "export", folder.Of("export"));
        await using var other = await Installation.StartAsync(durable: true);
        await EventCtl(other, "maintenance", "on", "--reason", "a restore").ExitAsync();
        await run.MeasureAsync("restore, read back", other, "restore", folder.Of("export"));
        await run.MeasureAsync("export of what was restored", other, "export", folder.Of("again"));
        if (await HashAsync(folder.Of("export")) != await HashAsync(folder.Of("again")))
            throw new InvalidOperationException("The restored log has another export");
    }

    private static async Task<string> HashAsync(string path)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexString(await SHA256.HashDataAsync(file));
    }

    private static ChildProcess EventCtl(Installation installation, params string[] arguments) => new(
        Machine.Dotnet, [Path.Combine(AppContext.BaseDirectory, "Cli.dll"), .. arguments],
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["INGESTION_URL"] = installation.Ingestion.Address.ToString(),
            ["EVENTSTORE_URL"] = installation.EventStore.Address.ToString(),
            ["PROJECTIONS_URL"] = installation.Projections.Address.ToString(),
            ["QUERY_URL"] = installation.Query.Address.ToString(),
            ["OPS_KEY"] = Keys.Of(Role.Ops),
        });

    private sealed class Runs(ResultTable table, long reports)
    {
        public async Task MeasureAsync(string what, Installation installation, params string[] arguments)
        {
            var watch = Stopwatch.StartNew();
            await using var command = EventCtl(installation, arguments);
            var (peak, ended) = (0L, command.ExitAsync(TimeSpan.FromHours(1)));
            using var timer = new PeriodicTimer(LookEvery);
            while (!command.HasExited)
            {
                peak = Math.Max(peak, command.PeakMemory);
                await timer.WaitForNextTickAsync();
            }

            if (await ended is not 0 and var code) throw new InvalidOperationException($"{what} ended with {code}: {command.Output}");
            table.Rate(what, reports / watch.Elapsed.TotalSeconds, reports, null);
            table.Line("  after; eventctl's memory at its peak", $"{watch.Elapsed.TotalSeconds:0.0} s", $"{peak >> 20} MB");
        }
    }

    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("eventplatform-operate-");

        public string Of(string name) => Path.Combine(directory.FullName, $"{name}.ndjson");

        public void Dispose() => directory.Delete(recursive: true);
    }
}
