using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;
using Npgsql;

namespace EventPlatform.Benchmarks.Peers;

/// <summary>
/// Measures single posts until their rows can be read, ours first and last, at 200 a second and at full speed on 32 connections.
/// </summary>
internal static class PeerPaths
{
    private const int PerSecond = 200;
    private const int WarmSeconds = 15;
    private const int Burst = 6_000;
    private const int Connections = 32;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(2);

    public static async Task MeasureAsync(Installation installation, BenchmarkOptions options, ResultTable table)
    {
        await OursAsync(installation, options, table, "ours, first");
        foreach (var kind in PeerServer.Kinds)
        {
            var address = new Uri($"http://127.0.0.1:{Machine.FreePort()}");
            await using var server = SideServer.Start(PeerServer.Argument, kind, address.ToString(),
                installation.Workspace.PostgresConnection, installation.Workspace.Vhost.ToString());
            using (var http = new HttpClient { BaseAddress = address })
                await Eventually.Be("the peer answers",
                    async () => (await http.PostEventsAsync(Events.One(Events.Funding("Warm", "warm")))).IsSuccessStatusCode);
            var schema = PeerServer.Schema(kind);
            await MeasureAsync(installation, options, table, kind, address,
                $"select id, data ->> 'Name' from {schema}.mt_doc_peerrow where id > $1 order by id", $"{schema}.mt_events");
        }

        await OursAsync(installation, options, table, "ours, last");
    }

    private static Task OursAsync(Installation installation, BenchmarkOptions options, ResultTable table, string what) => MeasureAsync(
        installation, options, table, what, installation.Ingestion.Address,
        "select known_from, data #>> '{company,name}' from read_1.facts where known_from > $1 order by known_from", "log.mt_events");

    private static async Task MeasureAsync(
        Installation installation, BenchmarkOptions options, ResultTable table, string what, Uri address, string rows, string log)
    {
        var count = PerSecond * (options.Seconds + WarmSeconds);
        var rounds = Enumerable.Range(0, count).Select(number => Events.Funding($"{what} {number}", $"{what} {number}").ToJsonString())
            .ToList();
        var due = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        var refused = 0;
        var seeing = Task.Run(() => SeeAsync(installation.Workspace.Postgres, rows, due, count, () => Volatile.Read(ref refused) > 0));
        refused = await SinglePosts.SendAsync(
            address, rounds, PerSecond, (json, at) => due[(string)JsonNode.Parse(json)!["data"]!["company"]!["name"]!] = at);
        var milliseconds = (await seeing).Skip(PerSecond * WarmSeconds).Order().ToList();
        table.Line($"{what}: POST to row at {PerSecond}/s, p50 / p99",
            refused > 0
                ? $"{refused} of {count} not accepted"
                : $"{milliseconds[milliseconds.Count / 2]:0} / {milliseconds[milliseconds.Count * 99 / 100]:0} ms");
        await BurstAsync(installation, table, what, address, log);
    }

    private static async Task BurstAsync(Installation installation, ResultTable table, string what, Uri address, string log)
    {
        var requests = new ConcurrentQueue<byte[]>(Enumerable.Range(0, Burst).Select(number =>
            HttpConnection.Post(address, "/v1/events", Keys.Of(Role.Feed), "application/cloudevents+json",
                Events.Funding($"{what}, burst {number}", $"{what}, burst {number}").ToJsonString())));
        var before = await Stored.LastAsync(installation, log);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            using var connection = await HttpConnection.OpenAsync(address);
            while (requests.TryDequeue(out var request))
            {
                if (await connection.SendAsync(request) != 202) throw new InvalidOperationException("Not taken");
            }
        }));
        await Stored.UpToAsync(installation, before + Burst, log);
        var elapsed = watch.Elapsed;
        await Stored.AreAsync(installation, before, Burst, log);
        table.Rate($"{what}: single posts to stored, {Connections} connections", Burst / elapsed.TotalSeconds, Burst, null,
            $"{PeerServer.Direct}: single posts to stored, {Connections} connections");
    }

    /// <summary>Returns the time of each post from when it was due until its row was read, in the order of the log.</summary>
    private static async Task<List<double>> SeeAsync(
        NpgsqlDataSource postgres, string rows, ConcurrentDictionary<string, long> due, int count, Func<bool> givesUp)
    {
        var (milliseconds, last) = (new List<double>(), 0L);
        using var timer = new PeriodicTimer(LookEvery);
        await using var connection = await postgres.OpenConnectionAsync();
        while (milliseconds.Count < count && !givesUp())
        {
            await using (var command = new NpgsqlCommand(rows, connection) { Parameters = { new() { Value = last } } })
            await using (var found = await command.ExecuteReaderAsync())
            {
                while (await found.ReadAsync())
                {
                    last = found.GetInt64(0);
                    if (due.TryGetValue(found.GetString(1), out var at)) milliseconds.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
                }
            }

            await timer.WaitForNextTickAsync();
        }

        return milliseconds;
    }
}
