using System.Diagnostics;
using System.Net.Sockets;
using Npgsql;
using RabbitMQ.Client.Exceptions;

namespace EventPlatform.Servers;

/// <summary>
/// The one way in which tests wait: for a condition, and then saying what was seen last. A busy machine is no failure: a wait ends after three minutes
/// without progress, that is in which no number that it looks at has changed. Only what promises a time gives a time of its own.
/// </summary>
public static class Eventually
{
    /// <summary>For all that is waited for otherwise than here.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    /// <param name="promised">The time that the condition has, whatever the progress.</param>
    public static async Task<T> Get<T>(string what, Func<Task<T>> look, Func<T, bool> isIt, TimeSpan? promised = null)
    {
        var waited = Stopwatch.StartNew();
        object? last = null;
        do
        {
            try
            {
                var seen = await look();
                if (isIt(seen)) return seen;
                if (promised is null && seen is int or long && !seen.Equals(last)) waited.Restart();
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
        while (waited.Elapsed < (promised ?? Patience));

        throw new TimeoutException(
            $"{what}: not within {(promised ?? Patience).TotalSeconds:0.#} s{(promised is null ? " without progress" : "")}. Last seen: {last}");
    }

    public static Task Be(string what, Func<Task<bool>> look, TimeSpan? promised = null) => Get(what, look, seen => seen, promised);

    public static Task Be(string what, Func<bool> look, TimeSpan? promised = null) => Be(what, () => Task.FromResult(look()), promised);

    /// <summary>A server that is not there yet; anything else ends the wait at once.</summary>
    private static bool IsPassing(Exception e) =>
        e is HttpRequestException or NpgsqlException or SocketException or BrokerUnreachableException or IOException or TaskCanceledException;
}
