using System.Diagnostics;
using System.Net.Sockets;
using Npgsql;
using RabbitMQ.Client.Exceptions;

namespace EventPlatform.Servers;

/// <summary>The one way in which tests wait: for a condition, until a deadline, and then saying what was seen last.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    public static async Task<T> Get<T>(string what, Func<Task<T>> look, Func<T, bool> isIt, TimeSpan? within = null)
    {
        var deadline = within ?? Patience;
        var waited = Stopwatch.StartNew();
        object? last = null;
        do
        {
            try
            {
                var seen = await look();
                if (isIt(seen)) return seen;
                last = seen;
            }
            catch (Exception e) when (IsPassing(e))
            {
                last = e.Message;
            }
#pragma warning disable RS0030 // what keeps every other test from sleeping
            await Task.Delay(LookEvery);
#pragma warning restore RS0030
        }
        while (waited.Elapsed < deadline);

        throw new TimeoutException($"{what}: not within {deadline.TotalSeconds:0.#} s. Last seen: {last}");
    }

    public static Task Be(string what, Func<Task<bool>> look, TimeSpan? within = null) => Get(what, look, seen => seen, within);

    public static Task Be(string what, Func<bool> look, TimeSpan? within = null) => Be(what, () => Task.FromResult(look()), within);

    /// <summary>A server that is not there yet; anything else ends the wait at once.</summary>
    private static bool IsPassing(Exception e) =>
        e is HttpRequestException or NpgsqlException or SocketException or BrokerUnreachableException or IOException or TaskCanceledException;
}
