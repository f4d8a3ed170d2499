using System.Diagnostics;
using System.Net.Sockets;
using Npgsql;
using RabbitMQ.Client.Exceptions;

namespace EventPlatform.Servers;

/// <summary>
/// The only way to wait in tests: for a condition. A timeout reports the last value seen. So that a busy machine causes no failure, a wait
/// times out only after three minutes without progress, in which the observed number has not changed. Only promised times have a fixed
/// timeout.
/// </summary>
public static class Eventually
{
    /// <summary>The timeout for waits outside this class.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    /// <param name="promised">A fixed timeout, regardless of progress.</param>
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
#pragma warning disable RS0030 // banned everywhere else in tests
            await Task.Delay(LookEvery);
#pragma warning restore RS0030
        }
        while (waited.Elapsed < (promised ?? Patience));

        throw new TimeoutException(
            $"{what}: not within {(promised ?? Patience).TotalSeconds:0.#} s{(promised is null ? " without progress" : "")}. Last seen: {last}");
    }

    public static Task Be(string what, Func<Task<bool>> look, TimeSpan? promised = null) => Get(what, look, seen => seen, promised);

    public static Task Be(string what, Func<bool> look, TimeSpan? promised = null) => Be(what, () => Task.FromResult(look()), promised);

    /// <summary>True for the errors of a server that has not started yet. Any other exception ends the wait.</summary>
    private static bool IsPassing(Exception e) =>
        e is HttpRequestException or NpgsqlException or SocketException or BrokerUnreachableException or IOException
            or TaskCanceledException;
}
