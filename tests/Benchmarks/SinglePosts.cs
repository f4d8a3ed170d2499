using System.Collections.Concurrent;
using System.Diagnostics;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.Benchmarks;

/// <summary>Posts single events at a fixed rate, regardless of earlier answers.</summary>
internal static class SinglePosts
{
    private const int EveryMilliseconds = 1;
    private const int Connections = 64;

    public static async Task SendAllAsync(Uri address, IReadOnlyList<string> events, int perSecond, Action<string, long> sending)
    {
        if (await SendAsync(address, events, perSecond, sending) is > 0 and var refused)
            throw new InvalidOperationException($"{refused} events were not accepted");
    }

    /// <returns>The number of events that were not accepted.</returns>
    /// <param name="sending">Called with each event and the time at which it is due.</param>
    public static async Task<int> SendAsync(Uri address, IReadOnlyList<string> events, int perSecond, Action<string, long> sending)
    {
        var idle = new ConcurrentQueue<HttpConnection>();
        for (var count = 0; count < Connections; count++) idle.Enqueue(await HttpConnection.OpenAsync(address));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(EveryMilliseconds));
        var posting = new List<Task<bool>>();
        var begin = Stopwatch.GetTimestamp();
        foreach (var (number, json) in events.Index())
        {
            var at = begin + Stopwatch.Frequency * number / perSecond;
            while (Stopwatch.GetTimestamp() < at) await timer.WaitForNextTickAsync();
            sending(json, at);
            var request = HttpConnection.Post(address, "/v1/events", Keys.Of(Role.Feed), "application/cloudevents+json", json);
            posting.Add(Task.Run(async () =>
            {
                if (!idle.TryDequeue(out var connection)) connection = await HttpConnection.OpenAsync(address);
                var isTaken = await connection.SendAsync(request) == 202;
                idle.Enqueue(connection);
                return isTaken;
            }));
        }

        var taken = await Task.WhenAll(posting);
        foreach (var connection in idle) connection.Dispose();
        return taken.Count(isTaken => !isTaken);
    }
}
